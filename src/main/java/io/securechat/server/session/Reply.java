package io.securechat.server.session;

import io.securechat.Problem;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.connection.Audience;
import io.securechat.server.wire.Line;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reply to a command, for the session that sent it. It is sent when the command is done, which may be later than its
 * handler returns: see {@link #await} and {@link #open}. Owned by the thread {@code chat}.
 */
public final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    /** The part of the send queue that messages take before the rest waits until they have left. */
    private static final int SHARE_OF_SEND_QUEUE = 4;

    private final Session session;
    private final String command;
    private final ReplyBuffer messages;

    /** Tasks to be done before the reply is complete: the handler, and each call of {@link #open}. */
    private int open = 1;

    private final List<Runnable> whenSent = new ArrayList<>(0);

    /** The reply to a line. */
    public Reply(Session session, Line line) {
        this(
                session,
                line instanceof Line.Parsed parsed ? parsed.message().command() : "*",
                Capability.LABELED_RESPONSE.in(session.capabilities()) ? line.label() : null);
    }

    private Reply(Session session, String command, @Nullable String label) {
        this.session = session;
        this.command = command;
        this.messages = new ReplyBuffer(session, label);
    }

    /** Sends a session what its client has not asked for. */
    public static void send(Session session, Consumer<Reply> messages) {
        Reply unasked = new Reply(session, "*", null);
        messages.accept(unasked);
        unasked.done();
    }

    /** The session that sent the command. */
    public Session session() {
        return session;
    }

    public boolean isLabelled() {
        return messages.isLabelled();
    }

    // Messages to this session.

    /** Adds a numeric; the arguments are those of {@link Numeric#line}. */
    public void add(Numeric numeric, Object... args) {
        add(Outgoing.line(line(numeric, args)));
    }

    /** Adds a line of the server other than a numeric. */
    public void add(String verb, String... params) {
        add(serverLine(Message.of(verb, params).toString()));
    }

    /** Adds the line of a refusal. */
    public void add(Refusal refusal) {
        add(answer(refusal));
    }

    /** Adds a message, unless the client lacks the capability for it: then it is not a part of the reply. */
    public void add(Outgoing message) {
        if (message.isFor(session.capabilities())) {
            messages.add(message);
        }
    }

    /** A line of the server. */
    public Outgoing serverLine(String line) {
        return Outgoing.line(":" + server() + " " + line);
    }

    /** A numeric for this session, cut to the length of a line. */
    public String line(Numeric numeric, Object... args) {
        return Utf8.cut(numeric.line(server(), session.nick(), args), Message.MAX_BODY - 2);
    }

    /** The line of a refusal for this session. */
    public Outgoing answer(Refusal refusal) {
        return refusal.answer(server(), session.nick());
    }

    /** The server's name. */
    String server() {
        return session.host().settings().name();
    }

    /** Runs one of several tasks; a refusal is answered, and does not keep the others from running. */
    public void attempt(Runnable task) {
        try {
            task.run();
        } catch (Refusal refusal) {
            add(refusal);
        }
    }

    /** Adds as few numerics as possible whose last argument holds these words, with a separator of one character. */
    public void addPacked(String separator, List<String> words, Numeric numeric, Object... args) {
        Object[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = "";
        int space = Message.MAX_BODY - 2 - Utf8.length(line(numeric, all));
        for (String packed : Utf8.pack(words, separator, space)) {
            all[args.length] = packed;
            add(numeric, all);
        }
    }

    /**
     * Adds a batch of messages (IRCv3 batch); clients without the capability get the messages alone. If they exceed a part of
     * the send queue, the rest follows when the first ones have left.
     *
     * @param type followed by the parameters of the batch
     */
    public void addBatch(String type, List<Outgoing> batch) {
        addBatch(type, batch, () -> {});
    }

    /** Adds a batch of messages, and then runs a task. */
    public void addBatch(String type, List<Outgoing> batch, Runnable then) {
        if (!Capability.BATCH.in(session.capabilities())) {
            addAll(batch.iterator(), then);
            return;
        }
        String reference = session.nextBatch();
        add(serverLine("BATCH +" + reference + " " + type));
        addAll(batch.iterator(), message -> message.tag("batch", reference, Capability.BATCH), () -> {
            messages.addEndOfBatch(serverLine("BATCH -" + reference));
            then.run();
        });
    }

    /** Adds any number of messages, a part of the send queue at a time, and then runs a task. */
    public void addAll(Iterator<Outgoing> messages, Runnable then) {
        addAll(messages, message -> message, then);
    }

    private void addAll(Iterator<Outgoing> rest, UnaryOperator<Outgoing> form, Runnable then) {
        int space = session.host().settings().limits().sendQueue() / SHARE_OF_SEND_QUEUE;
        while (rest.hasNext() && space > 0) {
            Outgoing message = form.apply(rest.next());
            space -= message.length();
            add(message);
        }
        if (rest.hasNext()) {
            flush();
            awaitDrained(() -> addAll(rest, form, then));
        } else {
            then.run();
        }
    }

    // Messages to others.

    /** Sends an event, at the present time if it has none, to all receivers once; to this session in the reply. */
    public void announce(List<Audience> audiences, Outgoing event) {
        Outgoing timed =
                event.isTagged("time") ? event : event.at(session.host().now());
        Audience.send(audiences, timed, session.connection(), false);
        add(timed);
    }

    /** Sends an event to all receivers once, except to this session. */
    public void tellOthers(List<Audience> audiences, Outgoing event) {
        Audience.send(audiences, event.at(session.host().now()), session.connection(), false);
    }

    /** Sends the same to all sessions of a user: to this one in the reply, to the others at once. */
    public void toAll(User user, Consumer<Reply> message) {
        message.accept(this);
        toOthers(user, message);
    }

    /** Sends the same to all sessions of a user but this one. */
    public void toOthers(User user, Consumer<Reply> message) {
        user.sessions().stream().filter(each -> each != session).forEach(each -> send(each, message));
    }

    // When it is sent.

    /** Sends the messages added so far, because messages outside of the reply must follow them. */
    public void flush() {
        messages.flush();
    }

    /** Adds the line of a refusal, or 400 for any other exception of the command. */
    public void failed(Throwable failure) {
        failed(failure, new Refusal(Numeric.ERR_UNKNOWNERROR, command));
    }

    private void failed(Throwable failure, Refusal unexpected) {
        if (failure instanceof Refusal refusal) {
            add(refusal);
        } else {
            if (failure instanceof Problem) {
                LOG.info("{} of {} was not possible: {}", command, session.nick(), failure.getMessage());
            } else {
                LOG.error("{} of {} failed", command, session.nick(), failure);
            }
            add(unexpected);
        }
    }

    /**
     * Continues the command when the journal has answered; the session's next lines wait. An answer that takes longer than
     * {@code --ping} fails.
     *
     * @param otherwise makes the refusal if the journal fails
     */
    public <T> void await(CompletableFuture<T> future, Consumer<T> then, Function<Throwable, Refusal> otherwise) {
        long patience = session.host().settings().limits().ping().toMillis();
        resume(future.copy().orTimeout(patience, TimeUnit.MILLISECONDS), then, otherwise);
    }

    /** Continues the command when the client has read all that was sent so far, or has disconnected. */
    public void awaitDrained(Runnable then) {
        resume(session.drained(), drained -> then.run(), failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, command));
    }

    private <T> void resume(CompletableFuture<T> future, Consumer<T> then, Function<Throwable, Refusal> otherwise) {
        open();
        session.lines().suspend();
        future.whenComplete((value, failure) -> session.host().executor().execute(() -> {
            try {
                if (failure != null) {
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    session.cause(() -> failed(cause, otherwise.apply(cause)));
                } else {
                    session.cause(() -> then.accept(value));
                }
            } catch (RuntimeException e) {
                failed(e);
            } finally {
                done();
                session.lines().resume();
            }
        }));
    }

    /** Keeps the reply open until {@link #done} is called once more. */
    public void open() {
        open++;
    }

    /** Runs a task when the whole reply has been sent. */
    public void whenSent(Runnable task) {
        whenSent.add(task);
    }

    /** Ends the handler, or what {@link #open} has begun; the last one sends the reply. */
    public void done() {
        open--;
        if (open == 0) {
            messages.close();
            whenSent.forEach(Runnable::run);
        }
    }
}
