package io.securechat.server.user;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.irc.Names;
import io.securechat.server.session.User;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The former users of nicks: the last {@value #MAX_PAST}. Owned by the thread {@code chat}. */
public final class Whowas {
    private static final int MAX_PAST = 1_000;

    /**
     * A user at the time when it gave up a nick.
     *
     * @param until the time when it gave up the nick
     */
    public record Past(String nick, String username, String host, String realName, Instant until) {}

    private final EventExecutor thread;
    private final Deque<Past> newestFirst = new ArrayDeque<>();

    Whowas(EventExecutor thread) {
        this.thread = thread;
    }

    void add(User user, Instant now) {
        assert thread.inEventLoop();
        newestFirst.addFirst(new Past(user.nick(), user.username(), user.host(), user.realName(), now));
        if (newestFirst.size() > MAX_PAST) {
            newestFirst.removeLast();
        }
    }

    /** The former users of some nicks, newest first, up to a number for each nick. */
    public List<Past> find(List<String> nicks, int wanted) {
        Set<String> folded = nicks.stream().map(Names::fold).collect(Collectors.toSet());
        Map<String, Integer> found = new HashMap<>();
        return newestFirst.stream()
                .filter(past -> folded.contains(Names.fold(past.nick())))
                .filter(past -> found.merge(Names.fold(past.nick()), 1, Integer::sum) <= wanted)
                .toList();
    }
}
