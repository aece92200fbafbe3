package io.securechat.server.user;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.irc.Capability;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.connection.Audience;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nicks that sessions monitor (IRCv3 monitor). Owned by the thread {@code chat}. */
public final class Monitors {
    /** The limit of nicks on a session's list: {@code MONITOR}. */
    public static final int MAX_NICKS = 100;

    private final EventExecutor thread;
    private final Map<String, List<Session>> watchers = new HashMap<>();
    private final Map<Session, Map<String, String>> lists = new HashMap<>();

    Monitors(EventExecutor thread) {
        this.thread = thread;
    }

    /** The nicks on a session's list, in its spelling and order. */
    public Collection<String> list(Session session) {
        return lists.getOrDefault(session, Map.of()).values();
    }

    public boolean isFull(Session session) {
        return list(session).size() >= MAX_NICKS;
    }

    /** Returns whether a nick is on a session's list. */
    public boolean has(Session session, String nick) {
        return lists.getOrDefault(session, Map.of()).containsKey(Names.fold(nick));
    }

    /** Adds a nick to a session's list, which must not be full, unless it is there already. */
    public void add(Session session, String nick) {
        assert thread.inEventLoop();
        Map<String, String> list = lists.computeIfAbsent(session, none -> new LinkedHashMap<>());
        if (list.putIfAbsent(Names.fold(nick), nick) == null) {
            watchers.computeIfAbsent(Names.fold(nick), none -> new ArrayList<>(1))
                    .add(session);
        }
    }

    public void remove(Session session, String nick) {
        assert thread.inEventLoop();
        Map<String, String> list = lists.get(session);
        if (list != null && list.remove(Names.fold(nick)) != null) {
            forget(session, Names.fold(nick));
        }
    }

    /** Clears the list of a session. */
    public void clear(Session session) {
        assert thread.inEventLoop();
        Map<String, String> list = lists.remove(session);
        if (list != null) {
            list.keySet().forEach(folded -> forget(session, folded));
        }
    }

    private void forget(Session session, String folded) {
        watchers.computeIfPresent(folded, (nick, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** Tells the sessions that monitor a user's nick that the user is online. */
    void came(User user) {
        for (Session session : watchers(user.nick())) {
            Reply.send(session, unasked -> {
                unasked.add(Numeric.RPL_MONONLINE, user.source());
                user.metadata().addForMonitor(user.nick(), unasked);
            });
        }
    }

    /** Tells the sessions that monitor a nick that it is offline. */
    void left(String nick) {
        for (Session session : watchers(nick)) {
            Reply.send(session, unasked -> unasked.add(Numeric.RPL_MONOFFLINE, nick));
        }
    }

    /**
     * The sessions that monitor a user and are sent its changes as if they shared a channel (IRCv3 extended-monitor).
     */
    Audience audience(User user) {
        return Audience.of(
                watchers(user.nick()).stream()
                        .filter(session -> Capability.EXTENDED_MONITOR.in(session.capabilities()))
                        .toList(),
                Session::connection);
    }

    /** The sessions that monitor a nick. */
    public List<Session> watchers(String nick) {
        return watchers.getOrDefault(Names.fold(nick), List.of());
    }
}
