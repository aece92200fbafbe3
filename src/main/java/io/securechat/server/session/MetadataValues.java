package io.securechat.server.session;

import io.securechat.irc.Capability;
import io.securechat.irc.Metadata;
import io.securechat.irc.Numeric;
import io.securechat.server.wire.Outgoing;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The metadata of a user, of a channel, or of a session before registration, and its messages (IRCv3 draft/metadata-2 and -3). Owned
 * by the thread {@code chat}.
 */
public final class MetadataValues {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Sets a value, or removes it if it is empty; returns whether that is a change. */
    public boolean set(String key, String value) {
        return !Objects.equals(
                value.isEmpty() ? values.remove(key) : values.put(key, value), value.isEmpty() ? null : value);
    }

    /** Removes all values; returns their keys. */
    public List<String> clear() {
        List<String> keys = keys();
        values.clear();
        return keys;
    }

    public void forEach(BiConsumer<String, String> action) {
        values.forEach(action);
    }

    /** The keys that are set, in the order in which they were. */
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Returns whether a value can be set: there may be at most {@value Metadata#MAX_KEYS} keys. */
    public boolean hasRoomFor(String key) {
        return values.size() < Metadata.MAX_KEYS || values.containsKey(key);
    }

    /** The values of those keys that are set: METADATA messages, or numerics for draft/metadata-3. */
    public List<Outgoing> known(String name, Collection<String> keys, Reply reply) {
        return keys.stream()
                .filter(values::containsKey)
                .map(key -> numeric(name, key, reply)
                        .onlyFor(Capability.METADATA_3)
                        .orElse(reply.serverLine(line(name, key))))
                .toList();
    }

    /** The numerics for some keys. */
    public List<Outgoing> numerics(String name, Collection<String> keys, Reply reply) {
        return keys.stream().map(key -> numeric(name, key, reply)).toList();
    }

    /** The numeric with the value of a key, or the one for a key that is not set. */
    public Outgoing numeric(String name, String key, Reply reply) {
        String value = values.get(key);
        return Outgoing.line(
                value == null
                        ? reply.line(Numeric.RPL_KEYNOTSET, name, key)
                        : reply.line(Numeric.RPL_KEYVALUE, name, key, "*", value));
    }

    /** The METADATA message with the value of a key, without its source. */
    public String line(String name, String key) {
        String value = values.get(key);
        return "METADATA " + name + " " + key + " *" + (value == null ? "" : " :" + value);
    }

    /** Adds the values that a client subscribes to when a nick on its MONITOR list appears (draft/metadata-3). */
    public void addForMonitor(String nick, Reply reply) {
        Session session = reply.session();
        if (Capability.METADATA_3.in(session.capabilities())) {
            reply.addBatch(Metadata.BATCH_TYPE + " " + nick, known(nick, session.subscriptions(), reply));
        }
    }
}
