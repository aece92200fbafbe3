package io.securechat.server.status;

import io.securechat.server.chat.Chat;
import io.securechat.server.mode.UserMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The present state of a server.
 *
 * @param open the connections, including those whose handshake is not complete
 * @param sessions of clients with a verified certificate, in the order in which they connected
 */
public record ServerStatus(
        String name,
        Instant started,
        Duration upTime,
        int open,
        int users,
        int operators,
        int rooms,
        List<SessionStatus> sessions) {
    /** Reads the state, on the thread {@code chat}. */
    public static ServerStatus of(Chat chat, int open) {
        return new ServerStatus(
                chat.settings().name(),
                chat.started(),
                chat.upTime(),
                open,
                chat.people().all().size(),
                chat.people().all(UserMode.OPERATOR).size(),
                chat.rooms().all().size(),
                chat.sessions().all().stream()
                        .map(session -> SessionStatus.of(session, chat.rooms()))
                        .toList());
    }
}
