package io.securechat.client;

import io.securechat.Problem;
import io.securechat.client.connection.Backoff;
import io.securechat.client.connection.Connection;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.Failures;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.connection.Registration;
import io.securechat.client.console.Chat;
import io.securechat.client.console.Suggestion;
import io.securechat.client.console.Verdict;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.input.Commands;
import io.securechat.client.input.Input;
import io.securechat.client.request.RoundTrips;
import io.securechat.client.script.Script;
import io.securechat.client.setting.Setting;
import io.securechat.client.thread.Worker;
import io.securechat.client.window.Windows;
import io.securechat.irc.Message;
import io.securechat.tls.TlsSession;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A chat client without a screen: connects the server, the conversation and the user's input. One thread owns all state and
 * emits the events.
 */
public final class ChatClient implements Chat, AutoCloseable {
    private static final long CLOSE_SECONDS = 3;

    /** Time that a program waits for the server to process what was sent: many lines, which the server may throttle. */
    static final Duration FLUSH_PATIENCE = Duration.ofMinutes(5);

    /** Failed tasks of one connection after which it is dropped. */
    private static final int MAX_FAULTS = 10;

    private final Worker thread = new Worker(this::fault, this::broken);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Conversation chat;
    private final ChatSession session;
    private final Input input;
    private final Connection connection;
    private final RoundTrips roundTrips;
    private final Windows screen;
    private final Arrival arrival;
    private boolean leaving;
    private int faults;

    /**
     * Creates a client that is not connected.
     *
     * @param screen receives each event, on the client's thread
     */
    public ChatClient(Endpoint endpoint, Consumer<Event> screen, ChatOptions options) {
        this(endpoint, screen, options, new Backoff());
    }

    public ChatClient(Endpoint endpoint, Consumer<Event> screen, ChatOptions options, Backoff backoff) {
        this(endpoint, screen, options, backoff, Clock.systemUTC());
    }

    public ChatClient(Endpoint endpoint, Consumer<Event> screen, ChatOptions options, Backoff backoff, Clock clock) {
        chat = new Conversation(
                endpoint.address(), clock, name -> options.settings().get(Setting.IGNORE, name));
        options.rooms().stream().findFirst().ifPresent(chat::enter);
        this.screen = new Windows(chat, thread, options.windows(), options.settings(), event -> show(event, screen));
        this.screen.whenReceived(options.windows() > 0 ? options.log() : event -> {});
        Optional<Backoff> retries = options.reconnecting() ? Optional.of(backoff) : Optional.empty();
        connection = new Connection(endpoint, retries, clock, thread, new Server());
        session = new ChatSession(
                endpoint, options, chat, connection::send, thread, this.screen, this::leave, connection::reconnect);
        roundTrips = new RoundTrips(thread, session::isConnected, connection::send);
        arrival = new Arrival(chat, session, thread, roundTrips, this.screen, options.reconnecting());
        input = new Input(
                chat, session.actions(), this.screen, options.settings(), options.log(), ZoneId.systemDefault());
    }

    /**
     * Connects, and returns when the server has welcomed the user and listed the rooms. May be called again after a failure.
     *
     * @throws NickRefused if another name may be accepted
     * @throws Problem if the client cannot connect
     */
    public void connect(String nick) throws NickRefused {
        try {
            CompletableFuture.anyOf(connection.open(nick), ended).join();
            arrival.await();
            thread.execute(session::remind);
        } catch (CompletionException e) {
            if (e.getCause() instanceof NickRefused refused) {
                throw refused;
            }
            throw Failures.problem(e);
        }
    }

    @Override
    public boolean typed(String text) {
        return thread.call(
                () -> {
                    input.typed(text);
                    session.flush();
                    screen.update();
                    return !leaving;
                },
                !ended.isDone());
    }

    @Override
    public void writing(String text) {
        thread.execute(() -> session.writing(text));
    }

    /** Sends a line to a room as a message, even if it looks like a command. */
    public void say(String room, String line) {
        thread.execute(() -> {
            input.say(room, line);
            session.flush();
        });
    }

    @Override
    public Verdict check(String text) {
        return thread.call(() -> input.check(text), Verdict.GO);
    }

    /** Completes when the server has processed everything sent so far, or fails with the {@link Problem} of a lost connection. */
    public CompletableFuture<Void> flush() {
        return roundTrips.begin(FLUSH_PATIENCE);
    }

    /** Calls an action with the commands of programs. */
    public void script(Consumer<Script> action) {
        thread.execute(() -> action.accept(session.script()));
    }

    /** The number of messages and commands that were refused or not confirmed so far. */
    public int undelivered() {
        return thread.call(session::undelivered, 0);
    }

    /** Returns whether the server sends the user's own messages back, and so confirms them. */
    public boolean echoes() {
        return thread.call(() -> session.features().echoes(), false);
    }

    /** The room that typed lines go to. */
    public Optional<String> room() {
        return thread.call(chat::room, Optional.empty());
    }

    /** Returns whether the user is in a room. */
    public boolean isIn(String room) {
        return thread.call(() -> chat.isIn(room), false);
    }

    @Override
    public List<Suggestion> complete(String line) {
        return thread.call(() -> input.complete(line), List.of());
    }

    /** Sets whether the screen is behind: nothing is read from the server meanwhile. From any thread. */
    public void screenBehind(boolean behind) {
        connection.screenBehind(behind);
    }

    @Override
    public String hint(String line) {
        return Commands.hint(line);
    }

    /** Leaves the server; {@link #ended} completes afterwards. */
    @Override
    public void leave() {
        thread.execute(() -> leave(""));
    }

    /** Completes when the user has left. Fails with a {@link Problem} when the connection is lost for good. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Throws the {@link Problem} that has ended the chat against the user's will, if there is one. */
    public void check() {
        if (ended.isCompletedExceptionally()) {
            Failures.await(ended);
        }
    }

    /** Leaves the server if the user has not, and waits up to 3 s for it. */
    @Override
    public void close() {
        leave();
        ended.copy()
                .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .handle((done, failure) -> failure == null)
                .join();
        thread.shutdown();
    }

    private void show(Event event, Consumer<Event> where) {
        if (event instanceof MessageEvent.Waiting outbox) {
            connection.await(outbox.count() > 0);
        }
        try {
            where.accept(event);
        } catch (UncheckedIOException e) {
            String what = String.valueOf(e.getMessage());
            ended.completeExceptionally(new Problem(what, "is the disk full, or has the reading program ended?", e));
        }
    }

    /** A task has failed, such as on an unexpected line: tells the user, and continues. */
    private void fault(RuntimeException why) {
        screen.accept(chat.failed(
                "an internal error occurred: " + Failures.place(why), "this is a bug in securechat: please report it"));
        if (++faults >= MAX_FAULTS) {
            faults = 0;
            connection.drop(new Problem("too many internal errors", ""));
        }
    }

    /** The chat cannot continue. Unsent messages are in the outbox's file, or are written to it now if possible. */
    private void broken(Throwable why) {
        Problem end = new Problem(
                "join cannot continue: " + Failures.place(why), "start it again: unsent messages are kept", why);
        ended.completeExceptionally(end);
        roundTrips.end(end);
        connection.close("");
        session.close();
    }

    private void leave(String reason) {
        if (leaving) {
            return;
        }
        leaving = true;
        session.leaving();
        connection.close(reason).thenRunAsync(this::left, thread);
    }

    private void left() {
        session.close();
        if (!chat.nick().isEmpty()) {
            screen.accept(chat.ended());
        }
        ended.complete(null);
    }

    /** The events of the connection. */
    private final class Server implements Connection.Listener {
        @Override
        public void registered(Registration registration, TlsSession tls) {
            faults = 0;
            session.registered(registration, tls);
        }

        @Override
        public void received(Message message) {
            if (message.command().equals("PONG")) {
                roundTrips.pong(message.trailing());
                return;
            }
            try {
                session.received(message);
            } catch (Problem e) {
                connection.abandon(e);
            }
            if (message.command().equals("NICK")) {
                connection.rename(chat.nick());
            }
        }

        @Override
        public void lost(Problem why, Optional<Duration> retry) {
            session.connectionLost(why, retry);
            connection.rename(session.wantedName());
            Problem end = why.hint().isEmpty() ? Failures.lost(String.valueOf(why.getMessage()), why) : why;
            if (retry.isEmpty()) {
                ended.completeExceptionally(end);
                roundTrips.end(end);
            } else {
                roundTrips.fail(end);
            }
        }
    }
}
