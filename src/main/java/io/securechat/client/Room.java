package io.securechat.client;

import io.securechat.irc.Names;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A room that the user is in, and who else is known to be. */
final class Room {
    /** What stands before names of members who may do more than others, the highest first, and the modes that give it. */
    private static final String PREFIXES = "~&@%+";

    private static final String STATUS_MODES = "qaohv";

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Crowd crowd;
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

    /** How many members all rooms of a user have together, of whom only so many are kept in mind. */
    static final class Crowd {
        static final int MAX_MEMBERS = 100_000;
        private static final int MAX_NICK = 200;

        private int members;

        private boolean isFull() {
            return members >= MAX_MEMBERS;
        }
    }

    Room(String name, Crowd crowd) {
        this.name = name;
        this.crowd = crowd;
    }

    void add(String nick) {
        if (!has(nick)) {
            put(new Member(nick, ""));
        }
    }

    /** Where there is no room for more people, this is a room of which not everybody is known. */
    private void put(Member member) {
        String folded = Names.fold(member.nick());
        boolean known = members.containsKey(folded);
        if (folded.isEmpty()) {
            return;
        } else if (!known && (crowd.isFull() || folded.length() > Crowd.MAX_NICK)) {
            large = true;
            return;
        }
        members.put(folded, member);
        crowd.members += known ? 0 : 1;
    }

    /** Adds somebody as RPL_NAMREPLY shows them: {@code @ada}, with multi-prefix {@code @+ada!ada@host}. */
    void addShown(String shown) {
        int start = 0;
        while (start < shown.length() && (PREFIXES + "!").indexOf(shown.charAt(start)) >= 0) {
            start++;
        }
        int end = shown.indexOf('!', start);
        put(new Member(shown.substring(start, end < 0 ? shown.length() : end), shown.substring(0, start)));
    }

    /** Takes over all members of a list of this room. */
    void addAll(Room list) {
        large |= list.large;
        List<Member> all = List.copyOf(list.members());
        list.forget();
        all.forEach(this::put);
    }

    /** Nobody is known to be in it. */
    void forget() {
        crowd.members -= members.size();
        members.clear();
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
        take(nick);
    }

    private @Nullable Member take(String nick) {
        Member member = members.remove(Names.fold(nick));
        crowd.members -= member == null ? 0 : 1;
        return member;
    }

    void rename(String from, String to) {
        Member member = take(from);
        if (member != null) {
            put(new Member(to, member.status));
        }
    }

    boolean has(String nick) {
        return members.containsKey(Names.fold(nick));
    }

    void clear() {
        forget();
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
