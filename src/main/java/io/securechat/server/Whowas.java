package io.securechat.server;

import io.securechat.irc.Names;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who has had which nick until it left or took another one: the last {@value #MAX_PAST} times. Owned by the chat's thread. */
final class Whowas {
    private static final int MAX_PAST = 1_000;

    /**
     * Somebody as it was when it had a nick for the last time.
     *
     * @param until when that ended
     */
    record Past(String nick, String username, String host, String realName, Instant until) {}

    private final Deque<Past> newestFirst = new ArrayDeque<>();

    void add(User user, Instant now) {
        newestFirst.addFirst(new Past(user.nick(), user.username(), user.host(), user.realName(), now));
        if (newestFirst.size() > MAX_PAST) {
            newestFirst.removeLast();
        }
    }

    /** Who has had these nicks, the newest first, for each nick as many as are wanted. */
    List<Past> find(List<String> nicks, int wanted) {
        Set<String> folded = nicks.stream().map(Names::fold).collect(Collectors.toSet());
        Map<String, Integer> found = new HashMap<>();
        return newestFirst.stream()
                .filter(past -> folded.contains(Names.fold(past.nick())))
                .filter(past -> found.merge(Names.fold(past.nick()), 1, Integer::sum) <= wanted)
                .toList();
    }
}
