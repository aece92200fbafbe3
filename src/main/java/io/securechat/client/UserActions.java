package io.securechat.client;

import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.MultilineLimits;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.history.MessageHistory;
import io.securechat.client.history.MessageSearch;
import io.securechat.client.history.RecentMessages;
import io.securechat.client.input.Input;
import io.securechat.client.outbox.MessageSender;
import io.securechat.irc.Message;
import io.securechat.tls.TlsSession;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out the user's commands. Without a connection only messages are taken; other commands are refused by name. */
record UserActions(
        Endpoint endpoint,
        ChatOptions options,
        Conversation chat,
        Consumer<Event> screen,
        Session session,
        ConnectionNotices notices,
        MessageSender sender,
        MessageHistory history,
        MessageSearch search,
        RecentMessages recent,
        Consumer<String> leaving,
        Runnable reconnecting)
        implements Input.Actions {
    /** The session of the user. */
    interface Session {
        boolean isConnected();

        /** The security of the present connection, or of the last one; null before the first. */
        @Nullable TlsSession tls();

        /** Sends a command. */
        void send(Message message);

        /** Takes a JOIN for the next connection, where typed lines go to that room. */
        void joinLater(Message join);

        /** Sends a message, now or once there is a connection. */
        void say(Message message);
    }

    @Override
    public void send(Message message) {
        if (message.command().equals("PRIVMSG")) {
            session.say(message);
        } else if (message.command().equals("JOIN") && !session.isConnected()) {
            session.joinLater(message);
            show(chat.info("you will join " + message.paramOrEmpty(0) + " once you are connected"));
        } else if (checkOnline()) {
            session.send(message);
        }
    }

    @Override
    public boolean isOnline() {
        return session.isConnected();
    }

    /** Returns whether there is a connection, and tells the user if there is none. */
    private boolean checkOnline() {
        if (!isOnline()) {
            notices.offline();
        }
        return isOnline();
    }

    @Override
    public void running(String command) {
        notices.running(command);
    }

    @Override
    public void show(Event event) {
        screen.accept(event);
    }

    @Override
    public void unfold(int number) {
        show(new MessageEvent.Unfolded(chat.now(), number));
    }

    @Override
    public void reconnect() {
        notices.reconnecting(options.reconnecting());
        reconnecting.run();
    }

    @Override
    public int bytesPerLine(String target) {
        return sender.bytesPerLine(target);
    }

    @Override
    public MultilineLimits multiline() {
        return sender.multiline();
    }

    @Override
    public void older(String place, int count) {
        if (checkOnline()) {
            history.older(place, count);
        }
    }

    @Override
    public void deleteLast(String place) {
        if (!sender.cancel(place) && checkOnline()) {
            history.deleteLast(place);
        }
    }

    @Override
    public void identify() {
        TlsSession tls = session.tls();
        if (tls != null) {
            show(chat.identified(endpoint.identity().certificate(), tls));
        }
    }

    @Override
    public void leave(String reason) {
        leaving.accept(reason);
    }
}
