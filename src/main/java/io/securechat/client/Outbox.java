package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Messages of the user that the server has not confirmed: held ones wait for a connection, sent ones for their echo.
 * It belongs to one thread.
 */
final class Outbox {
    /** Messages that are held; more than that nobody types while the connection is away. */
    static final int MAX_HELD = 100;

    private final Deque<Message> held = new ArrayDeque<>();
    private final Deque<Message> sent = new ArrayDeque<>();

    /** Keeps a message until there is a connection; false if there are too many already. */
    boolean hold(Message message) {
        return held.size() < MAX_HELD && held.add(message);
    }

    /** The held messages in their order, which are held no more. */
    List<Message> release() {
        return drain(held);
    }

    void sent(Message message) {
        sent.add(message);
    }

    /** The server has relayed a message of this user; whether it was one of those sent. */
    boolean echoed(Message echo) {
        return remove(Conversation.orEmpty(echo, 0), echo.trailing());
    }

    /** The server has refused a message to somebody; whether it was one of those sent. */
    boolean refused(String target) {
        return remove(target, null);
    }

    /** How many were sent and are neither echoed nor refused. */
    int waiting() {
        return sent.size();
    }

    /** The sent messages that will have no answer any more. */
    List<Message> giveUp() {
        return drain(sent);
    }

    private boolean remove(String target, @org.jspecify.annotations.Nullable String text) {
        for (Iterator<Message> all = sent.iterator(); all.hasNext(); ) {
            Message message = all.next();
            if (Names.same(Conversation.orEmpty(message, 0), target)
                    && (text == null || text.equals(message.trailing()))) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    private static List<Message> drain(Deque<Message> messages) {
        List<Message> all = new ArrayList<>(messages);
        messages.clear();
        return all;
    }
}
