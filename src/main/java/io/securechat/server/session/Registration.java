package io.securechat.server.session;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The data of a client before its registration: CAP, NICK and USER in any order. Owned by the thread {@code chat}. */
public final class Registration {
    private final MetadataValues metadata = new MetadataValues();
    private @Nullable String nick;
    private @Nullable String username;
    private @Nullable String realName;
    private @Nullable String away;
    private boolean negotiating;
    private @Nullable Future<?> deadline;

    public @Nullable String nick() {
        return nick;
    }

    public void nick(@Nullable String nick) {
        this.nick = nick;
    }

    public @Nullable String username() {
        return username;
    }

    public @Nullable String realName() {
        return realName;
    }

    /** The client has sent USER. */
    public void user(String username, String realName) {
        this.username = username;
        this.realName = realName;
    }

    /** The away message (IRCv3 pre-away), or null. */
    public @Nullable String away() {
        return away;
    }

    public void away(@Nullable String away) {
        this.away = away;
    }

    /** Returns whether capability negotiation is open, so that the registration waits for CAP END. */
    public boolean isNegotiating() {
        return negotiating;
    }

    public void negotiating(boolean negotiating) {
        this.negotiating = negotiating;
    }

    public MetadataValues metadata() {
        return metadata;
    }

    /** Sets the timer that closes the connection of a client that does not register. */
    public void deadline(Future<?> deadline) {
        this.deadline = deadline;
    }

    /** The client has registered or disconnected. */
    public void complete() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
