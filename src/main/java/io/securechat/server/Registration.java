package io.securechat.server;

import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What a client has told before it is registered: CAP, NICK and USER in any order. */
final class Registration {
    @Nullable String nick;

    @Nullable String username;

    @Nullable String realName;

    final MetadataValues metadata = new MetadataValues();
    /** Why the user is away (IRCv3 pre-away). */
    @Nullable String away;

    /** CAP has been used and not been ended. */
    boolean negotiating;

    private @Nullable Future<?> deadline;

    /** Sets what closes the connection of a client that never finishes. */
    void deadline(Future<?> deadline) {
        this.deadline = deadline;
    }

    /** The client has registered, or is gone. */
    void complete() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
