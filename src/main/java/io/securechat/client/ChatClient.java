package io.securechat.client;

import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.tls.Expiry;
import io.securechat.tls.TlsSession;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread conversation = new Thread(task, "conversation");
        conversation.setDaemon(true);
        return conversation;
    });
    private final Server server = new Server();
    private final Typist typist = new Typist();
    private final Outbox outbox = new Outbox();
    private final Set<Expiry> warnings = new HashSet<>();
    private final Map<String, CompletableFuture<Void>> flushes = new HashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Endpoint endpoint;
    private final Conversation chat;
    private final Input input;
    private final Connection connection;
    private final Consumer<Event> screen;
    private final String room;

    private @Nullable TlsSession tls;
    private boolean connected;
    private boolean leaving;
    private boolean echoes;
    private String lastLoss = "";

    /**
     * Connects nowhere yet.
     *
     * @param screen is given each event, on the client's thread
     * @param room a room to go into beside the server's own, or empty
     * @param reconnects whether a lost connection is tried again for ever; where not, {@link #ended} fails with it
     */
    public ChatClient(Endpoint endpoint, Consumer<Event> screen, Optional<String> room, boolean reconnects) {
        this(
                endpoint,
                screen,
                room,
                reconnects
                        ? Optional.of(new Backoff(new SplittableRandom(), FIRST_WAIT, LONGEST_WAIT))
                        : Optional.empty());
    }

    ChatClient(Endpoint endpoint, Consumer<Event> screen, Optional<String> room, Optional<Backoff> backoff) {
        this.endpoint = endpoint;
        this.screen = event -> show(event, screen);
        this.room = room.orElse("");
        chat = new Conversation(endpoint.address(), Clock.systemUTC());
        room.ifPresent(chat::enter);
        input = new Input(chat, typist);
        connection = new Connection(endpoint, backoff, thread, server);
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
            flush().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NickRefused refused) {
                throw refused;
            }
            throw e.getCause() instanceof Problem problem ? problem : e;
        }
    }

    @Override
    public boolean typed(String text) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            input.typed(text);
                            return !leaving;
                        },
                        thread)
                .join();
    }

    /** Says a line in the current room, whatever it begins with. */
    public void say(String line) {
        thread.execute(() -> input.say(line));
    }

    /** Completes when the server has dealt with everything sent so far, or fails with the {@link Problem} of a lost connection. */
    public CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            String token = "securechat-" + flushes.size() + "-" + System.nanoTime();
            if (connected) {
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
        return CompletableFuture.supplyAsync(outbox::failed, thread).join();
    }

    /** Whether the server sends the user's own messages back, and so confirms them. */
    public boolean echoes() {
        return CompletableFuture.supplyAsync(() -> echoes, thread).join();
    }

    /** The room that lines go to, if there is one. */
    public Optional<String> room() {
        return CompletableFuture.supplyAsync(chat::room, thread).join();
    }

    @Override
    public List<String> complete(String word, boolean start) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            List<String> names = new ArrayList<>(chat.everybody());
                            names.addAll(chat.rooms());
                            return Input.complete(word, start, names);
                        },
                        thread)
                .join();
    }

    /** Leaves the server; {@link #ended} tells when it is done. */
    @Override
    public void leave() {
        thread.execute(() -> typist.leave(""));
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

    /** What the server does. */
    private final class Server implements Connection.Listener {
        @Override
        public void registered(Registration registration, TlsSession session) {
            connected = true;
            tls = session;
            echoes = registration.echoes();
            lastLoss = "";
            List<String> rooms = chat.rooms();
            screen.accept(chat.registered(registration.nick(), registration.account()));
            tellName(registration);
            warn(session);
            if (!room.isEmpty() && rooms.isEmpty()) {
                connection.send(Message.of("JOIN", room));
            }
            rooms.forEach(entered -> connection.send(Message.of("JOIN", entered)));
            outbox.release().forEach(typist::send);
        }

        private void warn(TlsSession session) {
            Instant now = Instant.now();
            Expiry.soon(endpoint.identity(), session, endpoint.trust(), now).stream()
                    .filter(warnings::add)
                    .forEach(expiry -> screen.accept(chat.warned(expiry.sentence(now), expiry.remedy())));
        }

        private void tellName(Registration registration) {
            String name = registration.nick();
            if (!Names.same(name, registration.wanted())) {
                boolean certified = endpoint.claimedName()
                        .filter(claimed -> Names.same(claimed, name))
                        .isPresent();
                screen.accept(chat.info("your name here is " + name + ": "
                        + (certified ? "it is the name in your certificate" : "the server has chosen it")));
            }
            if (!registration.accountRefusal().isEmpty()) {
                screen.accept(chat.info("you are a guest here: " + registration.accountRefusal()));
            }
        }

        @Override
        public void received(Message message) {
            if (message.command().equals("PONG")) {
                pong(message.trailing());
                return;
            }
            if (message.command().equals("PRIVMSG") && chat.isMe(message.nick())) {
                outbox.echoed(message);
            } else if (isRefusalOfMessage(Numeric.of(message.command()))) {
                outbox.refused(Conversation.orEmpty(message, 1));
            }
            for (Event event : chat.received(message)) {
                screen.accept(event);
            }
            if (message.command().equals("NICK")) {
                connection.rename(chat.nick());
            }
        }

        private void pong(String token) {
            CompletableFuture<Void> done = flushes.remove(token);
            if (done != null) {
                outbox.giveUp();
                done.complete(null);
            }
        }

        private static boolean isRefusalOfMessage(@Nullable Numeric numeric) {
            return numeric == Numeric.ERR_NOSUCHNICK
                    || numeric == Numeric.ERR_NOSUCHCHANNEL
                    || numeric == Numeric.ERR_CANNOTSENDTOCHAN;
        }

        @Override
        public void lost(Problem why, Optional<Duration> retry) {
            connected = false;
            List<Message> unconfirmed = outbox.giveUp();
            String reason = String.valueOf(why.getMessage());
            if (!reason.equals(lastLoss) && retry.isPresent()) {
                lastLoss = reason;
                screen.accept(
                        chat.lost(lastLoss, Math.max(1, Math.round(retry.get().toMillis() / 1000.0))));
            }
            for (Message message : unconfirmed) {
                screen.accept(chat.failed("perhaps not delivered: " + message.trailing(), ""));
            }
            Problem end = why.hint().isEmpty() ? loss(reason, why) : why;
            flushes.values().forEach(flush -> flush.completeExceptionally(end));
            flushes.clear();
            if (retry.isEmpty()) {
                ended.completeExceptionally(end);
            }
        }
    }

    /** What the user does. */
    private final class Typist implements Input.Actions {
        @Override
        public void send(Message message) {
            boolean utterance = message.command().equals("PRIVMSG");
            if (!connected) {
                offline(message, utterance);
                return;
            }
            connection.send(message);
            if (utterance && echoes) {
                outbox.sent(message);
            } else if (utterance) {
                chat.received(chat.asMine(message)).forEach(this::show);
            }
        }

        private void offline(Message message, boolean utterance) {
            if (utterance && outbox.hold(message)) {
                show(chat.info("not connected; will be sent later: " + message.trailing()));
            } else {
                show(chat.failed("not connected, and not sent", "try again when the connection is back"));
            }
        }

        @Override
        public void show(Event event) {
            screen.accept(event);
        }

        @Override
        public void identify() {
            if (tls != null) {
                show(chat.identified(endpoint.identity().certificate(), tls));
            }
        }

        @Override
        public void leave(String reason) {
            if (leaving) {
                return;
            }
            leaving = true;
            connection
                    .close(reason)
                    .thenRunAsync(
                            () -> {
                                if (!chat.nick().isEmpty()) {
                                    screen.accept(chat.ended());
                                }
                                ended.complete(null);
                            },
                            thread);
        }
    }
}
