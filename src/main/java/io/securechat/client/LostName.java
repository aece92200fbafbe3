package io.securechat.client;

import io.securechat.client.connection.Registration;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
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
final class LostName {
    private static final String MONITOR = "MONITOR=";

    private final Conversation chat;
    private final Consumer<Message> connection;
    private final Consumer<Event> screen;
    private @Nullable String name;
    private boolean asked;

    LostName(Conversation chat, Consumer<Message> connection, Consumer<Event> screen) {
        this.chat = chat;
        this.connection = connection;
        this.screen = screen;
    }

    /**
     * The server has welcomed the user. Call it before the conversation takes the new nick.
     *
     * @param registration the requested nick and the given one
     */
    void registered(Registration registration) {
        String before = chat.nick();
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
    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Takes a token of RPL_ISUPPORT: watches the name if the server can. */
    void support(String token) {
        if (name != null && token.startsWith(MONITOR)) {
            connection.accept(Message.of("MONITOR", "+", name));
            screen.accept(chat.info("the name " + name
                    + " is still in use, perhaps by your lost connection; you get it back once it is free"));
        }
    }

    /** Takes a line from the server. Returns whether it concerns only the lost name. */
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
            asked = false; // another user was faster
            return true;
        }
        if (numeric == Numeric.RPL_MONOFFLINE
                && Stream.of(m.trailing().split(",", -1)).anyMatch(free -> Names.same(free, lost))) {
            asked = true;
            chat.askFor(lost);
            connection.accept(Message.of("NICK", lost));
        }
        return numeric == Numeric.RPL_MONOFFLINE || numeric == Numeric.RPL_MONONLINE;
    }
}
