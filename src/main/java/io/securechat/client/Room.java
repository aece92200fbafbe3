package io.securechat.client;

import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A room that the user is in. */
final class Room {
    final String name;
    private final Map<String, String> members = new LinkedHashMap<>();
    String topic = "";
    /** Whether the names of who is in it are still coming. */
    boolean entering;

    Room(String name) {
        this.name = name;
    }

    void add(String nick) {
        if (!nick.isEmpty()) {
            members.put(Names.fold(nick), nick);
        }
    }

    void remove(String nick) {
        members.remove(Names.fold(nick));
    }

    void rename(String from, String to) {
        if (members.remove(Names.fold(from)) != null) {
            add(to);
        }
    }

    void clear() {
        members.clear();
        topic = "";
    }

    /** Nicks in the order of their coming. */
    Collection<String> members() {
        return members.values();
    }

    List<String> sorted() {
        List<String> sorted = new ArrayList<>(members.values());
        sorted.sort(String.CASE_INSENSITIVE_ORDER);
        return sorted;
    }
}
