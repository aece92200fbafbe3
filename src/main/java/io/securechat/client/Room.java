package io.securechat.client;

import io.securechat.irc.Names;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A room that the user is in, and who else is known to be. */
final class Room {
    /** What stands before names of members who may do more than others, the highest first, and the modes that give it. */
    private static final String PREFIXES = "~&@%+";

    private static final String STATUS_MODES = "qaohv";

    private final Map<String, Member> members = new LinkedHashMap<>();
    String name;
    String topic = "";
    /** Whether the names of who is in it are still coming. */
    boolean entering;

    /** Whether the server does not tell of everybody who is in it. */
    boolean large;

    /**
     * Somebody in it.
     *
     * @param status all prefixes that the name has, the highest first
     */
    record Member(String nick, String status) {}

    Room(String name) {
        this.name = name;
    }

    void add(String nick) {
        if (!nick.isEmpty()) {
            members.putIfAbsent(Names.fold(nick), new Member(nick, ""));
        }
    }

    /** Adds somebody as RPL_NAMREPLY shows them: {@code @ada}, with multi-prefix {@code @+ada!ada@host}. */
    void addShown(String shown) {
        int start = 0;
        while (start < shown.length() && (PREFIXES + "!").indexOf(shown.charAt(start)) >= 0) {
            start++;
        }
        int end = shown.indexOf('!', start);
        String nick = shown.substring(start, end < 0 ? shown.length() : end);
        if (!nick.isEmpty()) {
            members.put(Names.fold(nick), new Member(nick, shown.substring(0, start)));
        }
    }

    /** Takes over all members of a list of this room. */
    void addAll(Room list) {
        members.putAll(list.members);
    }

    /** A mode gives somebody a status or takes it; false if it is no such mode. */
    boolean change(boolean on, char mode, String nick) {
        int index = STATUS_MODES.indexOf(mode);
        if (index >= 0) {
            members.computeIfPresent(
                    Names.fold(nick),
                    (folded, member) -> new Member(member.nick, changed(member.status, PREFIXES.charAt(index), on)));
        }
        return index >= 0;
    }

    private static String changed(String status, char prefix, boolean on) {
        return PREFIXES.chars()
                .filter(each -> each == prefix ? on : status.indexOf(each) >= 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    void remove(String nick) {
        members.remove(Names.fold(nick));
    }

    void rename(String from, String to) {
        Member member = members.remove(Names.fold(from));
        if (member != null) {
            members.put(Names.fold(to), new Member(to, member.status));
        }
    }

    boolean has(String nick) {
        return members.containsKey(Names.fold(nick));
    }

    void clear() {
        members.clear();
        topic = "";
        large = false;
    }

    /** In the order of their coming. */
    Collection<Member> members() {
        return members.values();
    }

    List<Member> sorted() {
        return members.values().stream()
                .sorted(Comparator.comparing(Member::nick, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
