package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.tls.CertificateName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One verified connection, as the chat sees it: what it has negotiated, whom it belongs to, and the lines it has sent that
 * wait for their turn. Owned by the chat's thread, but for {@link #open}, {@link #receive} and {@link #disconnected}.
 */
final class Session {
    /** How many messages of a session may be on their way into the journal at a time. */
    private static final int MAX_APPENDING = 64;

    /** The part of its send queue that may be full before no more commands are carried out. */
    private static final int CLOGGED = 4;

    private final Chat chat;
    private final Connection connection;
    private final Peer peer;
    private final Queue<Line> waiting = new ArrayDeque<>(1);
    private Set<String> subscriptions = Set.of();
    private long capabilities;
    private long batches;
    private int appending;
    private int awaiting;
    private boolean reading;
    private boolean queued;
    private boolean delayed;
    private boolean draining;
    private boolean closed;
    private boolean cap302;
    private FloodGuard flood;
    private @Nullable Person person;

    /** Why there is no connection any more, or null while there is one. */
    private @Nullable String disconnected;

    private @Nullable CertificateName identity;
    private @Nullable User user;
    private @Nullable Receipts receipts;

    /** What the client has told of itself so far; of no meaning once it is registered. */
    final Registration registration = new Registration();

    final Sasl sasl = new Sasl();

    /** Whether only a program is there, that acts for its user while that is away (IRCv3 pre-away). */
    boolean unattended;

    /** The message of several lines that the client is sending, or null. */
    @Nullable OpenBatch batch;

    Session(Chat chat, Connection connection, Peer peer) {
        this.chat = chat;
        this.connection = connection;
        this.peer = peer;
        this.identity = boundTo();
        this.flood = chat.turns().guard(1);
    }

    Chat chat() {
        return chat;
    }

    Connection connection() {
        return connection;
    }

    Peer peer() {
        return peer;
    }

    /** The name that the session bears because its certificate says so, or null where it is free to choose. */
    @Nullable CertificateName boundTo() {
        return chat.settings().names() == NamePolicy.FREE ? null : peer.name().orElse(null);
    }

    /** Whom the session has proven to be so far, or null for a guest. */
    @Nullable CertificateName identity() {
        return identity;
    }

    /** Takes on the identity that SASL has proven. */
    void logIn(CertificateName proven) {
        identity = proven;
        if (user != null) {
            chat.people().logIn(this, proven);
        }
    }

    boolean isRegistered() {
        return user != null;
    }

    /**
     * Who is speaking here.
     *
     * @throws Refusal with 451 before registration
     */
    User user() {
        if (user == null) {
            throw new Refusal(Numeric.ERR_NOTREGISTERED);
        }
        return user;
    }

    /** Completes the registration. From now on all sessions of the user together may send as much as one. */
    void user(User user) {
        this.user = user;
        user.sessions().stream().findFirst().ifPresent(other -> flood = other.flood);
        registration.complete();
        user.attach(this);
    }

    /** The nick as numerics address it: {@code *} before there is one. */
    String nick() {
        if (user != null) {
            return user.nick();
        }
        return registration.nick == null ? "*" : registration.nick;
    }

    long capabilities() {
        return capabilities;
    }

    void capabilities(long capabilities) {
        this.capabilities = capabilities;
        if (!Capability.METADATA.in(capabilities) && !Capability.METADATA_3.in(capabilities)) {
            subscriptions = Set.of();
        }
        connection.courier().post(() -> connection.capabilities(capabilities));
    }

    /** The keys of metadata of which the client wants to be told, in the order in which it has said so. */
    Set<String> subscriptions() {
        return subscriptions;
    }

    void subscriptions(Set<String> subscriptions) {
        this.subscriptions = Collections.unmodifiableSet(new LinkedHashSet<>(subscriptions));
    }

    /** Whether the client has ever said that it knows version 302 of capability negotiation. */
    boolean isCap302() {
        return cap302;
    }

    /** From now on for good. */
    void knowsCap302() {
        cap302 = true;
        capabilities(capabilities | Capability.CAP_NOTIFY.bit());
    }

    /**
     * Which private messages the client has received.
     *
     * @param since where it was not asked for before: the session is sent all that is said behind this entry
     */
    Receipts receipts(Inbox inbox, long since) {
        if (receipts == null) {
            receipts = inbox.receipts(this, since);
        }
        return receipts;
    }

    /** The client answers a PING. */
    void pong(String token) {
        if (receipts != null) {
            receipts.pong(token);
        }
    }

    /** A reference for a batch that no other batch of this connection has had (IRCv3 batch). */
    String nextBatch() {
        batches++;
        return Long.toString(batches, Character.MAX_RADIX);
    }

    /** It has nobody behind it any more. */
    void leftPerson() {
        if (person != null) {
            chat.turns().left(this, person);
            person = null;
        }
    }

    /** Who is behind it; known from when the chat has let it in. */
    void person(Person person) {
        this.person = person;
    }

    /** Sends messages; to nobody once the session has ended. */
    void send(List<Outgoing> messages) {
        if (!closed) {
            connection.courier().post(connection, messages);
        }
    }

    /** Completes when all that was sent so far has left, or the connection is closed. */
    CompletableFuture<Void> drained() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        if (closed) {
            drained.complete(null);
        } else {
            connection.courier().post(() -> connection.whenDrained(() -> drained.complete(null)));
        }
        return drained;
    }

    /** Somebody wants the user's nick who may be the same person: gives the connection up soon if nobody is there any more. */
    void doubt() {
        connection.courier().post(connection::doubt);
    }

    boolean isOpen() {
        return !closed;
    }

    /** Begins to read, and to wait for the client to register. */
    void open() {
        tell(() -> {
            chat.opened(this);
            advance();
        });
    }

    /** Takes lines from the connection's loop; the connection asks for more when they are done. */
    void receive(List<Line> lines) {
        tell(() -> {
            if (!closed) {
                waiting.addAll(lines);
                reading = false;
                advance();
            }
        });
    }

    /**
     * Tells the chat, from the connection's loop, that there is no connection any more. What it has sent before, such as QUIT, is still
     * carried out in its turn, as far as nothing but the journal has to be waited for.
     */
    void disconnected(String reason) {
        tell(() -> {
            disconnected = reason;
            advance();
        });
    }

    private void tell(Runnable news) {
        connection.courier().tell(chat, news);
    }

    /** Must be followed by {@link #appended} when the message is delivered. Until then only messages are carried out. */
    void appending() {
        appending++;
    }

    void appended() {
        appending--;
        advance();
    }

    /** Must be followed by {@link #arrived} when the answer is there. Until then nothing is carried out. */
    void awaiting() {
        awaiting++;
    }

    void arrived() {
        awaiting--;
        advance();
    }

    /** Queues for a turn if something that waits may run, and has more read when nothing waits. */
    private void advance() {
        if (queued || closed) {
            return;
        }
        if (!waiting.isEmpty() && person != null && mayRun()) {
            queued = true;
            chat.turns().ready(this, person);
        } else if (disconnected != null) {
            if (waiting.isEmpty() || appending == 0) {
                leave(disconnected);
            }
        } else if (waiting.isEmpty() && !reading) {
            reading = true;
            connection.courier().resume(connection);
        }
    }

    /**
     * Its person has to wait before the next turn. Without a connection it does not wait for that, but leaves.
     *
     * @return whether it is still there
     */
    boolean waitsForTurn() {
        if (disconnected != null) {
            queued = false;
            leave(disconnected);
        }
        return !closed;
    }

    /**
     * Carries out the next line, if it still may run.
     *
     * @param budget what it is charged to besides the user's own
     * @return whether the line behind it may run now
     */
    boolean runNext(FloodGuard budget) {
        Line line = waiting.peek();
        try {
            if (line != null && mayRun()) {
                waiting.remove();
                if (!isExempt()) {
                    flood.chargeLine();
                    budget.chargeLine();
                }
                cause(() -> chat.commands().run(this, line));
            }
        } finally {
            queued = false;
        }
        queued = person != null && !waiting.isEmpty() && mayRun();
        if (!queued) {
            advance();
        }
        return queued;
    }

    /** Does something for this session, and charges it for what that takes. */
    void cause(Runnable task) {
        long work = chat.work().measure(task);
        if (!isExempt()) {
            flood.chargeWork(work);
            if (person != null) {
                person.budget().chargeWork(work);
            }
        }
    }

    /** Asks the journal for history when it is the person's turn, which has few questions under way at a time. */
    <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
        return person == null ? question.get() : person.questions().ask(question, chat.executor());
    }

    /** Makes a room, if whoever is behind it has not made too many of late. */
    boolean found() {
        return isExempt() || person == null || person.found();
    }

    /** Whether it may send as much as it likes. */
    boolean isExempt() {
        return user != null && user.is(UserMode.OPERATOR);
    }

    /** Whether the line that is next need not wait: for the journal, for the client to read, or because it is too much at once. */
    private boolean mayRun() {
        return !delayed && awaiting == 0 && mayOvertake() && !isClogged() && isAdmitted();
    }

    private boolean mayOvertake() {
        return appending == 0
                || (appending < MAX_APPENDING
                        && waiting.peek() instanceof Line.Parsed parsed
                        && chat.commands().mayOvertakeAppends(parsed.message()));
    }

    /** Whether the client has to read first what it was answered before; if so, the session goes on when it has. */
    private boolean isClogged() {
        if (disconnected != null) {
            return false; // nobody is going to read
        }
        if (!draining && connection.backlog() > chat.settings().sendQueue() / CLOGGED) {
            draining = true;
            drained()
                    .thenRun(() -> chat.execute(() -> {
                        draining = false;
                        advance();
                    }));
        }
        return draining;
    }

    /** Whether it is not too much for now; if it is, the session goes on later, and is not read meanwhile. */
    private boolean isAdmitted() {
        Duration delay = isExempt() ? Duration.ZERO : flood.delay();
        if (!delay.isZero()) {
            delayed = true;
            chat.later(delay, () -> {
                delayed = false;
                advance();
            });
        }
        return !delayed;
    }

    /** Says goodbye and ends the session: the user leaves, if this was the last session, and the connection is closed. */
    void close(String reason) {
        if (!closed) {
            Message error = Message.of("ERROR", "Closing link: " + nick() + " (" + reason + ")");
            send(List.of(Outgoing.line(Utf8.cut(error.toString(), Message.MAX_BODY - 2))));
            connection.courier().post(() -> connection.close(reason));
            leave(reason);
        }
    }

    private void leave(String reason) {
        if (!closed) {
            closed = true;
            waiting.clear();
            chat.leave(this, reason);
        }
    }
}
