package io.securechat.server;

import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What one command answers to the session that sent it; it leaves as a whole, at the latest when the command is done. */
final class Reply {
    private final Session session;
    private final List<Outgoing> messages = new ArrayList<>();

    Reply(Session session) {
        this.session = session;
    }

    /** Adds a numeric; the arguments are those of {@link Numeric#line}. */
    void add(Numeric numeric, Object... args) {
        add(Outgoing.line(line(numeric, args)));
    }

    /** Adds a line of the server that is no numeric. */
    void add(String command, String... params) {
        Message message = Message.of(command, params);
        add(Outgoing.line(":" + server() + " " + message));
    }

    void add(Refusal refusal) {
        add(refusal.answer(server(), session.nick()));
    }

    void add(Outgoing message) {
        messages.add(message);
    }

    /** Tells all sessions of a user the same: this one in its reply, the others at once. */
    void toAll(User user, Consumer<Reply> what) {
        for (Session each : user.sessions()) {
            Reply own = each == session ? this : new Reply(each);
            what.accept(own);
            own.flush();
        }
    }

    /** Adds as few numerics as possible that have these words, separated by spaces, as their last argument. */
    void addPacked(List<String> words, Numeric numeric, Object... args) {
        int space = Message.MAX_BODY - 2 - Utf8.length(line(numeric, withLast(args, "")));
        StringBuilder packed = new StringBuilder();
        int length = 0;
        for (String word : words) {
            int more = Utf8.length(word) + 1;
            if (length > 0 && length + more > space) {
                add(numeric, withLast(args, packed.toString()));
                packed.setLength(0);
                length = 0;
            }
            packed.append(length > 0 ? " " : "").append(word);
            length += more;
        }
        if (length > 0) {
            add(numeric, withLast(args, packed.toString()));
        }
    }

    private static Object[] withLast(Object[] args, String last) {
        Object[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = last;
        return all;
    }

    /** A numeric as this reply would add it. */
    String line(Numeric numeric, Object... args) {
        return numeric.line(server(), session.nick(), args);
    }

    /** Sends what was added so far. */
    void flush() {
        if (!messages.isEmpty()) {
            session.send(List.copyOf(messages));
            messages.clear();
        }
    }

    private String server() {
        return session.chat().settings().name();
    }
}
