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
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The chat on the user's side, without a screen: joins the connection, the conversation and what is typed. One thread of its
 * own touches all of these, and hands the events out.
 */
public final class ChatClient implements Console.Talk, AutoCloseable {
    private static final long LEAVING_SECONDS = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread conversation = new Thread(task, "conversation");
        conversation.setDaemon(true);
        return conversation;
    });
    private final Map<String, CompletableFuture<Void>> flushes = new HashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Conversation chat;
    private final Exchange exchange;
    private final Input input;
    private final Connection connection;
    private final Consumer<Event> screen;
    private final boolean lasting;

    private boolean leaving;
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
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        chat = new Conversation(endpoint.address(), Clock.systemUTC());
        manner.room().ifPresent(chat::enter);
        connection = new Connection(endpoint, lasting ? Optional.of(backoff) : Optional.empty(), thread, new Server());
        exchange = new Exchange(endpoint, manner, chat, connection::send, this::later, this.screen, this::leave);
        input = new Input(chat, exchange, ZoneId.systemDefault());
    }

    private <T> T onThread(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, thread).join();
    }

    private void later(Duration delay, Runnable task) {
        thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Connects, and returns when the server has welcomed the user and shown the rooms. May be called again when it failed.
     *
     * @throws NickRefused if another name may do
     * @throws Problem if there is no connection to be had
     */
    public void connect(String nick) throws NickRefused {
        try {
            connection.open(nick).join();
            flush().join(); // now the rooms have been entered
            if (lasting && onThread(() -> exchange.features().history())) {
                flush().join(); // and what was said there before has come
            }
            thread.execute(exchange::remind);
        } catch (CompletionException e) {
            if (e.getCause() instanceof NickRefused refused) {
                throw refused;
            }
            throw e.getCause() instanceof Problem problem ? problem : e;
        }
    }

    @Override
    public boolean typed(String text) {
        return onThread(() -> {
            input.typed(text);
            exchange.post();
            return !leaving;
        });
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
        return onThread(() -> input.question(text));
    }

    /** Completes when the server has dealt with everything sent so far, or fails with the {@link Problem} of a lost connection. */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            String token = "securechat-" + flushes.size() + "-" + System.nanoTime();
            if (exchange.isConnected()) {
                flushes.put(token, done);
                connection.send(Message.of("PING", token));
            } else {
                done.completeExceptionally(loss("there is none", null));
            }
        });
        return done;
    }

    private static Problem loss(String reason, @Nullable Throwable why) {
        return new Problem("the connection is lost: " + reason, "start again when the server is back", why);
    }

    /** How many messages the server has refused or not confirmed so far. */
    public int undelivered() {
        return onThread(exchange::undelivered);
    }

    /** Whether the server sends the user's own messages back, and so confirms them. */
    public boolean echoes() {
        return onThread(() -> exchange.features().echoes());
    }

    /** The room that lines go to, if there is one. */
    public Optional<String> room() {
        return onThread(chat::room);
    }

    /** Whether the user is in a room. */
    public boolean isIn(String room) {
        return onThread(() -> chat.isIn(room));
    }

    @Override
    public List<String> complete(String word, boolean start) {
        return onThread(() -> {
            List<String> names = new ArrayList<>(chat.everybody());
            names.addAll(chat.rooms());
            return Input.complete(word, start, names);
        });
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
            Problem end = why.hint().isEmpty() ? loss(reason, why) : why;
            flushes.values().forEach(flush -> flush.completeExceptionally(end));
            flushes.clear();
            if (retry.isEmpty()) {
                ended.completeExceptionally(end);
            }
        }
    }
}
