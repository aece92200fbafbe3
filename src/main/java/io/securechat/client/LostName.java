package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The name that the user had before the connection was lost, while the server still gives it to somebody else, mostly to that
 * lost connection: it is watched (IRCv3 monitor) and taken back when it is free.
 */
final class LostName {
    private final Consumer<Message> connection;
    private final Consumer<String> asking;
    private @Nullable String name;
    private boolean asked;

    /** @param asking is given the name just before the server is asked for it */
    LostName(Consumer<Message> connection, Consumer<String> asking) {
        this.connection = connection;
        this.asking = asking;
    }

    /**
     * The user is welcomed by the server.
     *
     * @param before the name that the user had on the last connection, or empty
     * @param registration says which name was asked for, and which one the server has given
     */
    void registered(String before, Registration registration) {
        String now = registration.nick();
        asked = false;
        if (name == null && !before.isEmpty() && Names.same(now, registration.wanted())) {
            name = before;
        }
        if (Names.same(now, String.valueOf(name))) {
            name = null;
        }
    }

    /** The name, if the user has lost it. */
    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Watches the name on a server that can tell when it is free, and tells whether there is one to watch. */
    boolean watch() {
        if (name == null) {
            return false;
        }
        connection.accept(Message.of("MONITOR", "+", name));
        return true;
    }

    /** Takes a line from the server, and tells whether it was meant for this alone. */
    boolean received(Message m, boolean mine) {
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
            asked = false; // somebody else was faster
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
