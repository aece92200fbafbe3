package io.securechat.client.conversation;

import io.securechat.client.event.Event;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.function.Predicate;

/** The keys of rooms that the user joined, to join again after a lost connection. */
public final class RoomKeys {
    private static final int MAX_KEYS = 1000;

    private final LruMap<String> keys = new LruMap<>(MAX_KEYS);

    /** Returns the command that joins a room, with its key if there is one. */
    public Message join(String room) {
        String key = keys.get(Names.fold(room));
        return key == null ? Message.of("JOIN", room) : Message.of("JOIN", room, key);
    }

    /** Remembers the key that the user sends with JOIN. */
    public void sent(Message join) {
        if (join.params().size() > 1) {
            set(join.params().get(0), join.trailing());
        }
    }

    /** Follows changes of the keys and the names of rooms that the user is in. */
    public void received(Event event, Predicate<String> isIn) {
        if (event instanceof RoomEvent.Renamed renamed && isIn.test(renamed.where())) {
            set(renamed.where(), keys.getOrDefault(Names.fold(renamed.from()), ""));
        } else if (event instanceof RoomEvent.Mode mode && mode.mode() == 'k' && isIn.test(mode.where())) {
            set(mode.where(), mode.on() ? mode.argument() : "");
        }
    }

    private void set(String room, String key) {
        if (key.isEmpty()) {
            keys.remove(Names.fold(room));
        } else {
            keys.put(Names.fold(room), key);
        }
    }
}
