package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which sessions are told when which nicks come and go (IRCv3 monitor). Owned by the chat's thread. */
final class Monitors {
    /** Nicks on the list of a session: {@code MONITOR}. */
    static final int MAX_NICKS = 100;

    private final Map<String, List<Session>> watchers = new HashMap<>();
    private final Map<Session, Map<String, String>> lists = new HashMap<>();

    /** The nicks that a session watches, as it has spelt them, in its order. */
    Collection<String> list(Session session) {
        return lists.getOrDefault(session, Map.of()).values();
    }

    boolean isFull(Session session) {
        return list(session).size() >= MAX_NICKS;
    }

    /** Whether a session watches a nick. */
    boolean has(Session session, String nick) {
        return lists.getOrDefault(session, Map.of()).containsKey(Names.fold(nick));
    }

    /** Puts a nick on the list of a session, which must not be full; one that is there already stays as it is. */
    void add(Session session, String nick) {
        Map<String, String> list = lists.computeIfAbsent(session, none -> new LinkedHashMap<>());
        if (list.putIfAbsent(Names.fold(nick), nick) == null) {
            watchers.computeIfAbsent(Names.fold(nick), none -> new ArrayList<>(1))
                    .add(session);
        }
    }

    void remove(Session session, String nick) {
        Map<String, String> list = lists.get(session);
        if (list != null && list.remove(Names.fold(nick)) != null) {
            forget(session, Names.fold(nick));
        }
    }

    /** Empties the list of a session. */
    void clear(Session session) {
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

    /** Tells those who watch the nick of a user that it is there now. */
    void came(User user) {
        for (Session session : watchers(user.nick())) {
            Reply unasked = new Reply(session);
            unasked.add(Numeric.RPL_MONONLINE, user.source());
            user.metadata().addForMonitor(user.nick(), unasked);
            unasked.done();
        }
    }

    /** Tells those who watch a nick that it is gone. */
    void left(String nick) {
        for (Session session : watchers(nick)) {
            Reply unasked = new Reply(session);
            unasked.add(Numeric.RPL_MONOFFLINE, nick);
            unasked.done();
        }
    }

    /** Those who watch a user, and want to know what becomes of it as if they shared a room (IRCv3 extended-monitor). */
    Audience audience(User user) {
        return Audience.of(
                watchers(user.nick()).stream()
                        .filter(session -> Capability.EXTENDED_MONITOR.in(session.capabilities()))
                        .toList(),
                Session::connection);
    }

    /** The sessions that watch a nick. */
    List<Session> watchers(String nick) {
        return watchers.getOrDefault(Names.fold(nick), List.of());
    }
}
