package io.securechat.server;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The data of a client before its registration: CAP, NICK and USER in any order. Owned by the thread {@code chat}. */
final class Registration {
    private final MetadataValues metadata = new MetadataValues();
    private @Nullable String nick;
    private @Nullable String username;
    private @Nullable String realName;
    private @Nullable String away;
    private boolean negotiating;
    private @Nullable Future<?> deadline;

    @Nullable String nick() {
        return nick;
    }

    void nick(@Nullable String nick) {
        this.nick = nick;
    }

    @Nullable String username() {
        return username;
    }

    @Nullable String realName() {
        return realName;
    }

    /** The client has sent USER. */
    void user(String username, String realName) {
        this.username = username;
        this.realName = realName;
    }

    /** The away message (IRCv3 pre-away), or null. */
    @Nullable String away() {
        return away;
    }

    void away(@Nullable String away) {
        this.away = away;
    }

    /** Returns whether capability negotiation is open, so that the registration waits for CAP END. */
    boolean isNegotiating() {
        return negotiating;
    }

    void negotiating(boolean negotiating) {
        this.negotiating = negotiating;
    }

    MetadataValues metadata() {
        return metadata;
    }

    /** Sets the timer that closes the connection of a client that does not register. */
    void deadline(Future<?> deadline) {
        this.deadline = deadline;
    }

    /** The client has registered or disconnected. */
    void complete() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
