package io.securechat.client;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.conversation.Replies;
import io.securechat.client.event.Event;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.util.function.Consumer;

/** The user's absence (AWAY), which a server forgets when the connection is lost: tells the next one. */
final class Absence {
    private final Conversation chat;
    private final Consumer<Message> connection;
    private final Consumer<Event> screen;

    /** Empty while the user is not away. */
    private String reason = "";

    private boolean repeated;

    Absence(Conversation chat, Consumer<Message> connection, Consumer<Event> screen) {
        this.chat = chat;
        this.connection = connection;
        this.screen = screen;
    }

    /** Takes a line that the user sends, or the server about the user on another device. */
    void changed(Message m) {
        if (m.command().equals("AWAY")) {
            reason = m.params().isEmpty() ? "" : m.trailing();
        }
    }

    /** The server has welcomed the user. */
    void registered() {
        repeated = !reason.isEmpty();
        if (repeated) {
            connection.accept(Message.of("AWAY", reason));
            String why = reason.equals(Replies.DEFAULT_AWAY) ? "" : " (" + reason + ")";
            screen.accept(chat.info("you are still marked as away" + why + "; /back ends it"));
        }
    }

    /** Takes a line from the server. Returns whether it only confirms what the client has repeated. */
    boolean received(Message m, boolean mine) {
        if (mine) {
            changed(m);
        }
        boolean confirms = repeated && Numeric.of(m.command()) == Numeric.RPL_NOWAWAY;
        repeated &= !confirms;
        return confirms;
    }
}
