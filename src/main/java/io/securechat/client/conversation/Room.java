package io.securechat.client.conversation;

import io.securechat.irc.Names;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A room that the user is in, and its known members. */
public final class Room {
    /** The prefixes of members with a status, the highest first, and the modes that give it. */
    private static final String PREFIXES = "~&@%+";

    private static final String STATUS_MODES = "qaohv";

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Crowd crowd;
    private String name;
    private String topic = "";
    /** True until the list of members has come. */
    private boolean entering;

    /** True if the server does not list all members. */
    private boolean large;

    /**
     * A member of the room.
     *
     * @param status all prefixes of the nick, the highest first
     */
    record Member(String nick, String status) {}

    /** The number of members of all rooms together, which is limited. */
    public static final class Crowd {
        public static final int MAX_MEMBERS = 50_000;
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

    public String name() {
        return name;
    }

    void rename(String renamed) {
        name = renamed;
    }

    /** The topic, or the empty string. */
    public String topic() {
        return topic;
    }

    public void topic(String changed) {
        topic = changed;
    }

    /** Returns whether the list of members has not come yet. */
    boolean isEntering() {
        return entering;
    }

    /** The user joins: forgets everything, for the server reports it anew. */
    void entering() {
        clear();
        entering = true;
    }

    void entered() {
        entering = false;
    }

    /** Returns whether not all members are known. */
    boolean isLarge() {
        return large;
    }

    void markLarge() {
        large = true;
    }

    void add(String nick) {
        if (!has(nick)) {
            put(new Member(nick, ""));
        }
    }

    /** Adds a member, or marks the room as large if there are too many. */
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

    /** Adds a member as RPL_NAMREPLY shows them: {@code @ada}, with multi-prefix {@code @+ada!ada@host}. */
    void addShown(String shown) {
        int start = 0;
        while (start < shown.length() && (PREFIXES + "!").indexOf(shown.charAt(start)) >= 0) {
            start++;
        }
        int end = shown.indexOf('!', start);
        put(new Member(shown.substring(start, end < 0 ? shown.length() : end), shown.substring(0, start)));
    }

    /** Adds all members of a list, and empties the list. */
    void addAll(Room list) {
        large |= list.large;
        List<Member> all = List.copyOf(list.members.values());
        list.forget();
        all.forEach(this::put);
    }

    /** Forgets all members. */
    void forget() {
        crowd.members -= members.size();
        members.clear();
    }

    /** Gives a member a status or takes it away; false if the mode is not one of a status. */
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

    void renameMember(String from, String to) {
        Member member = take(from);
        if (member != null) {
            put(new Member(to, member.status));
        }
    }

    public boolean has(String nick) {
        return members.containsKey(Names.fold(nick));
    }

    void clear() {
        forget();
        topic = "";
        large = false;
    }

    /** Calls an action with each nick, in the order in which they joined. */
    void forEachNick(Consumer<String> action) {
        members.values().forEach(member -> action.accept(member.nick()));
    }

    /** The members by nick. */
    List<Member> sorted() {
        return members.values().stream()
                .sorted(Comparator.comparing(Member::nick, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
