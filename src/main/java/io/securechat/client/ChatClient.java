package io.securechat.client;

import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.tls.TlsSession;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chat on the user's side, without a screen: joins the connection, the conversation and what is typed. One thread of its
 * own touches all of these, and hands the events out.
 */
public final class ChatClient implements Console.Talk, AutoCloseable {
    private static final long LEAVING_SECONDS = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** How long a person waits for the rooms and their history before they can type. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /** How long a program waits for the server to deal with what was sent: many lines, which it may take slowly. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Failures of our own in one connection, after which it is given up. */
    private static final int MAX_MISHAPS = 10;

    private final Worker thread = new Worker(this::mishap, this::broken);
    private final Map<String, CompletableFuture<Void>> flushes = new HashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Conversation chat;
    private final Exchange exchange;
    private final Input input;
    private final Connection connection;
    private final Consumer<Event> screen;
    private final boolean lasting;

    private boolean leaving;
    private int mishaps;
    private String lastLoss = "";

    /**
     * Connects nowhere yet.
     *
     * @param screen is given each event, on the client's thread
     */
    public ChatClient(Endpoint endpoint, Consumer<Event> screen, Manner manner) {
        this(endpoint, screen, manner, new Backoff(new SplittableRandom(), FIRST_WAIT, LONGEST_WAIT));
    }

    ChatClient(Endpoint endpoint, Consumer<Event> screen, Manner manner, Backoff backoff) {
        this.screen = event -> show(event, screen);
        this.lasting = manner.lasting();
        chat = new Conversation(endpoint.address(), Clock.systemUTC());
        manner.room().ifPresent(chat::enter);
        connection = new Connection(endpoint, lasting ? Optional.of(backoff) : Optional.empty(), thread, new Server());
        exchange = new Exchange(endpoint, manner, chat, connection::send, thread, this.screen, this::leave);
        input = new Input(chat, exchange, ZoneId.systemDefault());
    }

    /**
     * Connects, and returns when the server has welcomed the user and shown the rooms. May be called again when it failed.
     *
     * @throws NickRefused if another name may do
     * @throws Problem if there is no connection to be had
     */
    public void connect(String nick) throws NickRefused {
        try {
            untilEnded(connection.open(nick));
            settle(); // now the rooms have been entered
            if (lasting && thread.call(() -> exchange.features().history(), false)) {
                settle(); // and what was said there before has come
            }
            thread.execute(exchange::remind);
        } catch (CompletionException e) {
            if (e.getCause() instanceof NickRefused refused) {
                throw refused;
            }
            throw Failures.problem(e);
        }
    }

    /** Waits until the server has dealt with what was sent; a person waits for a silent one no longer than they need. */
    private void settle() {
        try {
            untilEnded(flush(lasting ? SOON : PATIENCE));
        } catch (CompletionException e) {
            if (!lasting || !(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            thread.execute(() -> screen.accept(
                    chat.warned("the server is slow to answer", "what was said before may appear later, or never")));
        }
    }

    /** Waits for a step of connecting, or the end of the chat. */
    private void untilEnded(CompletableFuture<Void> step) {
        CompletableFuture.anyOf(step, ended).join();
    }

    @Override
    public boolean typed(String text) {
        return thread.call(
                () -> {
                    input.typed(text);
                    exchange.post();
                    return !leaving;
                },
                !ended.isDone());
    }

    /** Says a line in a room, whatever it begins with. */
    public void say(String room, String line) {
        thread.execute(() -> {
            input.say(room, line);
            exchange.post();
        });
    }

    @Override
    public Optional<String> question(String text) {
        return thread.call(() -> input.question(text), Optional.empty());
    }

    /** Completes when the server has dealt with everything sent so far, or fails with the {@link Problem} of a lost connection. */
    public CompletableFuture<Void> flush() {
        return flush(PATIENCE);
    }

    private CompletableFuture<Void> flush(Duration patience) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ended.exceptionally(end -> {
            done.completeExceptionally(end);
            return null;
        });
        thread.execute(() -> {
            String token = "securechat-" + flushes.size() + "-" + System.nanoTime();
            if (exchange.isConnected()) {
                flushes.put(token, done);
                thread.in(patience, () -> flushes.remove(token));
                connection.send(Message.of("PING", token));
            } else {
                done.completeExceptionally(loss("there is none", null));
            }
        });
        return done.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Problem loss(String reason, @Nullable Throwable why) {
        return new Problem("the connection is lost: " + reason, "start again when the server is back", why);
    }

    /** How many messages the server has refused or not confirmed so far. */
    public int undelivered() {
        return thread.call(exchange::undelivered, 0);
    }

    /** Whether the server sends the user's own messages back, and so confirms them. */
    public boolean echoes() {
        return thread.call(() -> exchange.features().echoes(), false);
    }

    /** The room that lines go to, if there is one. */
    public Optional<String> room() {
        return thread.call(chat::room, Optional.empty());
    }

    /** Whether the user is in a room. */
    public boolean isIn(String room) {
        return thread.call(() -> chat.isIn(room), false);
    }

    @Override
    public List<String> complete(String word, boolean start) {
        return thread.call(
                () -> {
                    List<String> names = new ArrayList<>(chat.everybody());
                    names.addAll(chat.rooms());
                    return Input.complete(word, start, names);
                },
                List.of());
    }

    /** Leaves the server; {@link #ended} tells when it is done. */
    @Override
    public void leave() {
        thread.execute(() -> leave(""));
    }

    /**
     * Completes when the user has left; fails with a {@link Problem} when the connection is lost and not tried again, as where
     * the server accepts the user's certificate no more.
     */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Makes sure that the chat has not ended against the user's will.
     *
     * @throws Problem if it has
     */
    public void check() {
        if (ended.isCompletedExceptionally()) {
            Failures.await(ended);
        }
    }

    /** Leaves if that has not been done, and waits a little for it. */
    @Override
    public void close() {
        leave();
        ended.copy()
                .completeOnTimeout(null, LEAVING_SECONDS, TimeUnit.SECONDS)
                .handle((done, failure) -> failure == null)
                .join();
        thread.shutdown();
    }

    private void show(Event event, Consumer<Event> where) {
        try {
            where.accept(event);
        } catch (UncheckedIOException e) {
            String what = String.valueOf(e.getMessage());
            ended.completeExceptionally(new Problem(what, "is the disk full, or the program that read it gone?", e));
        }
    }

    /** A task has failed, as by a line that nobody has thought of: the user is told, and the chat goes on. */
    private void mishap(RuntimeException why) {
        screen.accept(chat.failed(
                "something here was not dealt with: " + Failures.place(why),
                "this is a fault of securechat: report it"));
        if (++mishaps >= MAX_MISHAPS) {
            mishaps = 0;
            connection.drop(new Problem("too much went wrong", ""));
        }
    }

    /** The chat cannot go on here. What is not sent is in the outbox's file, or gets there now if it can. */
    private void broken(Throwable why) {
        Problem end = new Problem(
                "join cannot go on: " + Failures.place(why),
                "start it again: messages that are not sent are kept",
                why);
        ended.completeExceptionally(end);
        flushes.values().forEach(flush -> flush.completeExceptionally(end));
        connection.close("");
        exchange.close();
    }

    private void leave(String reason) {
        if (leaving) {
            return;
        }
        leaving = true;
        exchange.leave();
        connection.close(reason).thenRunAsync(this::left, thread);
    }

    private void left() {
        exchange.close();
        if (!chat.nick().isEmpty()) {
            screen.accept(chat.ended());
        }
        ended.complete(null);
    }

    /** What the server does. */
    private final class Server implements Connection.Listener {
        @Override
        public void registered(Registration registration, TlsSession session) {
            lastLoss = "";
            mishaps = 0;
            exchange.registered(registration, session);
        }

        @Override
        public void received(Message message) {
            if (message.command().equals("PONG")) {
                pong(message.trailing());
                return;
            }
            try {
                exchange.received(message);
            } catch (Problem e) {
                connection.drop(e);
            }
            if (message.command().equals("NICK")) {
                connection.rename(chat.nick());
            }
        }

        private void pong(String token) {
            CompletableFuture<Void> done = flushes.remove(token);
            if (done != null) {
                done.complete(null);
            }
        }

        @Override
        public void lost(Problem why, Optional<Duration> retry) {
            String reason = String.valueOf(why.getMessage());
            if (!reason.equals(lastLoss) && retry.isPresent()) {
                lastLoss = reason;
                screen.accept(
                        chat.lost(lastLoss, Math.max(1, Math.round(retry.get().toMillis() / 1000.0))));
            }
            exchange.lost();
            connection.rename(exchange.wantedName());
            Problem end = why.hint().isEmpty() ? loss(reason, why) : why;
            flushes.values().forEach(flush -> flush.completeExceptionally(end));
            flushes.clear();
            if (retry.isEmpty()) {
                ended.completeExceptionally(end);
            }
        }
    }
}
