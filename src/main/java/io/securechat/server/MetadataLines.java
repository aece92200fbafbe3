package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Metadata;
import io.securechat.irc.Numeric;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The metadata of a user or a channel as messages of the server (IRCv3 draft/metadata-2 and -3).
 *
 * @param name the target that the messages name
 * @param values by key
 */
record MetadataLines(String name, Map<String, String> values) {
    static MetadataLines of(User user) {
        return new MetadataLines(user.nick(), user.metadata());
    }

    /** The values of those keys that are set: METADATA messages, or numerics for draft/metadata-3. */
    List<Outgoing> known(Collection<String> keys, Reply reply) {
        return keys.stream()
                .filter(values::containsKey)
                .map(key -> numeric(key, reply).onlyFor(Capability.METADATA_3).orElse(reply.serverLine(line(key))))
                .toList();
    }

    /** The numeric with the value of a key, or the one for a key that is not set. */
    Outgoing numeric(String key, Reply reply) {
        String value = values.get(key);
        return Outgoing.line(
                value == null
                        ? reply.line(Numeric.RPL_KEYNOTSET, name, key)
                        : reply.line(Numeric.RPL_KEYVALUE, name, key, "*", value));
    }

    /** The METADATA message with the value of a key, without its source. */
    String line(String key) {
        String value = values.get(key);
        return "METADATA " + name + " " + key + " *" + (value == null ? "" : " :" + value);
    }

    /** Adds the values that a client subscribes to when a nick on its MONITOR list appears (draft/metadata-3). */
    void addForMonitor(Reply reply) {
        Session session = reply.session();
        if (Capability.METADATA_3.in(session.capabilities())) {
            reply.addBatch(Metadata.BATCH_TYPE + " " + name, known(session.subscriptions(), reply));
        }
    }
}
