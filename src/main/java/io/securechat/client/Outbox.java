package io.securechat.client;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Messages of the user that the server has not confirmed: held ones wait for a connection, sent ones for their echo.
 * It belongs to one thread.
 */
final class Outbox {
    /** Messages that are held; more than that nobody types while the connection is away. */
    static final int MAX_HELD = 100;

    private final Deque<Message> held = new ArrayDeque<>();
    private final Deque<Message> sent = new ArrayDeque<>();
    private int failed;

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

    /** The server has relayed a message of this user. It may be one from another device of theirs. */
    void echoed(Message echo) {
        String text = echo.trailing();
        remove(Conversation.orEmpty(echo, 0), message -> message.trailing().equals(text));
    }

    /** The server has refused a message to somebody. */
    void refused(String target) {
        failed += remove(target, message -> true) ? 1 : 0;
    }

    /** How many were refused, or given up. */
    int failed() {
        return failed;
    }

    /** The sent messages that will have no answer any more. */
    List<Message> giveUp() {
        failed += sent.size();
        return drain(sent);
    }

    /** Removes the first of those that were sent to a target. */
    private boolean remove(String target, Predicate<Message> condition) {
        for (Iterator<Message> all = sent.iterator(); all.hasNext(); ) {
            Message message = all.next();
            if (Names.same(Conversation.orEmpty(message, 0), target) && condition.test(message)) {
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
