package io.securechat.server;

import io.securechat.Problem;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
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
 * What one command answers to the session that sent it. It leaves when the command is done, which may be later than its
 * handler: see {@link #await} and {@link #open}. Where the client has labelled the command, all of the answer carries the
 * label (IRCv3 labeled-response): a single message or batch bears it, several become a batch of their own, and none an ACK.
 */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    /** Bytes of a label; what is longer is none. */
    private static final int MAX_LABEL = 64;

    private final Session session;
    private final String command;
    private final @Nullable String label;
    private final List<Outgoing> messages = new ArrayList<>();

    /** How much is still to come: the handler itself, and whatever it has left open. */
    private int open = 1;

    /** Messages and whole batches so far. */
    private int units;

    private List<Runnable> whenLeft = List.of();

    /** The batch that has the label, once something had to leave before the end. */
    private @Nullable String labelled;

    Reply(Session session) {
        this(session, "*", null);
    }

    /** The answer to what came in on a line. */
    Reply(Session session, Line line) {
        this(
                session,
                line instanceof Line.Parsed parsed ? parsed.message().command() : "*",
                Capability.LABELED_RESPONSE.in(session.capabilities()) ? label(line) : null);
    }

    private Reply(Session session, String command, @Nullable String label) {
        this.session = session;
        this.command = command;
        this.label = label;
    }

    private static @Nullable String label(Line line) {
        String label = null;
        if (line instanceof Line.Parsed parsed) {
            label = parsed.message().tags().get(Message.LABEL);
        } else if (line instanceof Line.Rejected rejected) {
            label = rejected.label();
        }
        return label == null || label.isEmpty() || Utf8.length(label) > MAX_LABEL ? null : label;
    }

    /** To whom it goes. */
    Session session() {
        return session;
    }

    boolean isLabelled() {
        return label != null;
    }

    /** Adds a numeric; the arguments are those of {@link Numeric#line}. */
    void add(Numeric numeric, Object... args) {
        add(Outgoing.line(line(numeric, args)));
    }

    /** Adds a line of the server that is no numeric. */
    void add(String verb, String... params) {
        add(serverLine(Message.of(verb, params).toString()));
    }

    /** A line of the server. */
    Outgoing serverLine(String line) {
        return Outgoing.line(":" + server() + " " + line);
    }

    void add(Refusal refusal) {
        add(answer(refusal));
    }

    /** A refusal as this reply would add it. */
    Outgoing answer(Refusal refusal) {
        return refusal.answer(server(), session.nick());
    }

    /** Adds a message, unless it is one that the client has not unlocked: then it is no part of the answer. */
    void add(Outgoing message) {
        if (!message.isFor(session.capabilities())) {
            return;
        }
        if (!message.isTagged("batch")) {
            units++;
        }
        messages.add(message);
    }

    /** Does one of several things; if it is refused, that is answered, and does not keep the others from being done. */
    void attempt(Runnable thing) {
        try {
            thing.run();
        } catch (Refusal refusal) {
            add(refusal);
        }
    }

    /** Tells everybody in these audiences, once, what has happened; this session in the reply. */
    void announce(List<Audience> audiences, Outgoing what) {
        announceTimed(audiences, what.at(session.host().now()));
    }

    /** The same where the message tells already when it has happened. */
    void announceTimed(List<Audience> audiences, Outgoing what) {
        Audience.send(audiences, what, session.connection(), false);
        add(what);
    }

    /** Tells everybody in these audiences but this session, once, what has happened. */
    void tellOthers(List<Audience> audiences, Outgoing what) {
        Audience.send(audiences, what.at(session.host().now()), session.connection(), false);
    }

    /**
     * Adds a batch of messages (IRCv3 batch); clients without the capability get these alone. Where they are more than may wait for
     * a connection, the rest follows when the first ones have left.
     *
     * @param type with the parameters of the batch behind it
     */
    void addBatch(String type, List<Outgoing> batch) {
        addBatch(type, batch, () -> {});
    }

    /** The same, and then does what is to be done behind it. */
    void addBatch(String type, List<Outgoing> batch, Runnable end) {
        if (!Capability.BATCH.in(session.capabilities())) {
            addAll(batch.iterator(), message -> message, end);
            return;
        }
        String reference = session.nextBatch();
        add(serverLine("BATCH +" + reference + " " + type));
        addAll(batch.iterator(), message -> message.tag("batch", reference, Capability.BATCH), () -> {
            messages.add(serverLine("BATCH -" + reference));
            end.run();
        });
    }

    /** Adds messages that may be more than may wait for a connection, and then does what is to be done behind them. */
    void addAll(Iterator<Outgoing> messages, Runnable end) {
        addAll(messages, message -> message, end);
    }

    private void addAll(Iterator<Outgoing> rest, UnaryOperator<Outgoing> form, Runnable end) {
        int space = session.host().settings().sendQueue() / 4;
        while (rest.hasNext() && space > 0) {
            Outgoing message = form.apply(rest.next());
            space -= message.length();
            add(message);
        }
        if (rest.hasNext()) {
            flush();
            awaitDrained(() -> addAll(rest, form, end));
        } else {
            end.run();
        }
    }

    /** Tells all sessions of a user the same: this one in its reply, the others at once. */
    void toAll(User user, Consumer<Reply> what) {
        what.accept(this);
        toOthers(user, what);
    }

    /** Tells something to all sessions of a user but this one. */
    void toOthers(User user, Consumer<Reply> what) {
        for (Session each : user.sessions()) {
            if (each != session) {
                Reply own = new Reply(each);
                what.accept(own);
                own.done();
            }
        }
    }

    /** Adds as few numerics as possible that have these words, separated by spaces, as their last argument. */
    void addPacked(List<String> words, Numeric numeric, Object... args) {
        addPacked(" ", words, numeric, args);
    }

    /** The same with another separator, of one character. */
    void addPacked(String separator, List<String> words, Numeric numeric, Object... args) {
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
            packed.append(length > 0 ? separator : "").append(word);
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

    /** A numeric as this reply would add it, cut to what fits in a line. */
    String line(Numeric numeric, Object... args) {
        return Utf8.cut(numeric.line(server(), session.nick(), args), Message.MAX_BODY - 2);
    }

    /** Sends what was added so far, because something else must come after it. */
    void flush() {
        if (messages.isEmpty()) {
            return;
        }
        if (label != null && labelled == null) {
            labelled = session.nextBatch();
            session.send(List.of(
                    Outgoing.line(":" + server() + " BATCH +" + labelled + " labeled-response", Capability.BATCH)
                            .tag(Message.LABEL, label, Capability.LABELED_RESPONSE)));
        }
        session.send(messages.stream().map(this::inLabelled).toList());
        messages.clear();
    }

    private Outgoing inLabelled(Outgoing message) {
        return labelled == null || message.isTagged("batch")
                ? message
                : message.tag("batch", labelled, Capability.BATCH);
    }

    /** Adds what an exception of the command says: a refusal its numeric, anything else 400. */
    void failed(Throwable failure) {
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
     * Goes on with the command when the journal has answered, on the chat's thread; whatever else the session sent waits. An answer
     * that takes longer than a client may be silent is not waited for.
     *
     * @param otherwise the answer when it does not come
     */
    <T> void await(CompletableFuture<T> future, Consumer<T> then, Function<Throwable, Refusal> otherwise) {
        long patience = session.host().settings().ping().toMillis();
        goOn(future.copy().orTimeout(patience, TimeUnit.MILLISECONDS), then, otherwise);
    }

    /** Goes on with the command when the client has read what was sent so far, or is gone. */
    void awaitDrained(Runnable then) {
        goOn(session.drained(), drained -> then.run(), failure -> new Refusal(Numeric.ERR_UNKNOWNERROR, command));
    }

    private <T> void goOn(CompletableFuture<T> future, Consumer<T> then, Function<Throwable, Refusal> otherwise) {
        open();
        session.lines().awaiting();
        future.whenComplete((value, failure) -> session.host().executor().execute(() -> {
            try {
                if (failure != null) {
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    failed(cause, otherwise.apply(cause));
                } else {
                    session.cause(() -> then.accept(value));
                }
            } catch (RuntimeException e) {
                failed(e);
            } finally {
                done();
                session.lines().arrived();
            }
        }));
    }

    /** Keeps the reply from leaving; must be followed by {@link #done}. */
    void open() {
        open++;
    }

    /** Does something when all of the reply has left. */
    void whenLeft(Runnable task) {
        if (whenLeft.isEmpty()) {
            whenLeft = new ArrayList<>(1);
        }
        whenLeft.add(task);
    }

    /** The handler is done, or something that it has left open. With the last of them the reply leaves. */
    void done() {
        open--;
        if (open == 0) {
            leave();
            whenLeft.forEach(Runnable::run);
        }
    }

    private void leave() {
        if (label == null) {
            flush();
        } else if (labelled == null && units == 0) {
            add(Outgoing.line(":" + server() + " ACK"));
            sendLabelled();
        } else if (labelled == null && units == 1) {
            sendLabelled();
        } else {
            flush();
            session.send(List.of(Outgoing.line(":" + server() + " BATCH -" + labelled, Capability.BATCH)));
        }
    }

    private void sendLabelled() {
        messages.set(0, messages.get(0).tag(Message.LABEL, String.valueOf(label), Capability.LABELED_RESPONSE));
        session.send(List.copyOf(messages));
        messages.clear();
    }

    /** The server's name. */
    String server() {
        return session.host().settings().name();
    }
}
