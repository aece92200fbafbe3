package io.securechat.client.conversation;

import io.securechat.client.connection.Registration;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The name that the user had before the connection was lost, while it is in use, usually by that lost connection. The client
 * watches it (IRCv3 monitor) and requests it once it is free.
 */
public final class LostName {
    private final Consumer<Message> connection;
    private final Consumer<String> asking;
    private @Nullable String name;
    private boolean asked;

    /** @param asking receives the name just before the client requests it */
    public LostName(Consumer<Message> connection, Consumer<String> asking) {
        this.connection = connection;
        this.asking = asking;
    }

    /**
     * The server has welcomed the user.
     *
     * @param before the nick of the last connection, or empty
     * @param registration the requested nick and the given one
     */
    public void registered(String before, Registration registration) {
        String now = registration.nick();
        asked = false;
        if (name == null && !before.isEmpty() && Names.same(now, registration.wanted())) {
            name = before;
        }
        if (Names.same(now, String.valueOf(name))) {
            name = null;
        }
    }

    /** The lost name, if there is one. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Watches the name. Returns whether there is one. */
    public boolean watch() {
        if (name == null) {
            return false;
        }
        connection.accept(Message.of("MONITOR", "+", name));
        return true;
    }

    /** Takes a line from the server. Returns whether it concerns only the lost name. */
    public boolean received(Message m, boolean mine) {
        String lost = name;
        if (lost == null) {
            return false;
        }
        if (m.command().equals("NICK") && mine) {
            connection.accept(Message.of("MONITOR", "-", lost));
            name = null;
            return false;
        }
        Numeric numeric = Numeric.of(m.command());
        if (numeric == Numeric.ERR_NICKNAMEINUSE && asked && Names.same(m.paramOrEmpty(1), lost)) {
            asked = false; // another user was faster
            return true;
        }
        if (numeric == Numeric.RPL_MONOFFLINE
                && Stream.of(m.trailing().split(",", -1)).anyMatch(free -> Names.same(free, lost))) {
            asked = true;
            asking.accept(lost);
            connection.accept(Message.of("NICK", lost));
        }
        return numeric == Numeric.RPL_MONOFFLINE || numeric == Numeric.RPL_MONONLINE;
    }
}
