package io.securechat.server;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.tls.CertificateName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One verified connection, as the chat sees it: what it has negotiated, and whom it belongs to. Owned by the chat's thread, but for
 * {@link ClientConnection.Listener}.
 */
final class Session implements ClientConnection.Listener {
    private final Host host;
    private final ClientConnection connection;
    private final Peer peer;
    private final LineQueue lines;
    private Set<String> subscriptions = Set.of();
    private long capabilities;
    private long batches;
    private boolean closed;
    private boolean cap302;
    private FloodGuard flood;
    private @Nullable Person person;

    private @Nullable CertificateName identity;
    private @Nullable User user;

    /** What the client has told of itself so far; of no meaning once it is registered. */
    final Registration registration = new Registration();

    final Sasl sasl = new Sasl();

    /** Whether only a program is there, that acts for its user while that is away (IRCv3 pre-away). */
    boolean unattended;

    /** The message of several lines that the client is sending, or null. */
    @Nullable OpenBatch batch;

    Session(Host host, LineHandler handler, ClientConnection connection, Peer peer) {
        this.host = host;
        this.connection = connection;
        this.peer = peer;
        this.identity = boundTo();
        this.flood = host.turns().guard(1);
        this.lines = new LineQueue(host, handler, this, connection);
    }

    Host host() {
        return host;
    }

    ClientConnection connection() {
        return connection;
    }

    Peer peer() {
        return peer;
    }

    /** What it has sent, and what that waits for. */
    LineQueue lines() {
        return lines;
    }

    /** The name that the session bears because its certificate says so, or null where it is free to choose. */
    @Nullable CertificateName boundTo() {
        return host.settings().names() == NamePolicy.FREE ? null : peer.name().orElse(null);
    }

    /** Whom the session has proven to be so far, or null for a guest. */
    @Nullable CertificateName identity() {
        return identity;
    }

    /** Takes on the identity that SASL has proven. */
    void logIn(CertificateName proven) {
        identity = proven;
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

    /** A reference for a batch that no other batch of this connection has had (IRCv3 batch). */
    String nextBatch() {
        batches++;
        return Long.toString(batches, Character.MAX_RADIX);
    }

    /** Who is behind it; null before the chat has let it in, and when it has ended. */
    @Nullable Person person() {
        return person;
    }

    void person(Person person) {
        this.person = person;
    }

    /** It has nobody behind it any more. */
    void leftPerson() {
        if (person != null) {
            host.turns().left(this, person);
            person = null;
        }
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

    // What the connection calls, on its loop.

    @Override
    public void connected() {
        tell(() -> {
            host.opened(this);
            lines.advance();
        });
    }

    @Override
    public void received(List<Line> received) {
        tell(() -> {
            if (!closed) {
                lines.add(received);
            }
        });
    }

    /** What was sent before, such as QUIT, is still carried out, as far as nothing but the journal has to be waited for. */
    @Override
    public void disconnected(String reason) {
        tell(() -> lines.disconnected(reason));
    }

    private void tell(Runnable news) {
        connection.courier().tell(host.executor(), news);
    }

    // How much it may cause.

    /** How long it takes until the user may send a line again. */
    Duration delay() {
        return isExempt() ? Duration.ZERO : flood.delay();
    }

    /** Charges the user and the person for a line. */
    void chargeLine() {
        if (!isExempt() && person != null) {
            flood.chargeLine();
            person.budget().chargeLine();
        }
    }

    /** Does something for this session, and charges it for what that takes. */
    void cause(Runnable task) {
        long work = host.work().measure(task);
        if (!isExempt()) {
            flood.chargeWork(work);
            if (person != null) {
                person.budget().chargeWork(work);
            }
        }
    }

    /**
     * Asks the journal something when it is the person's turn, who has few questions under way at a time. Nothing is asked any more
     * when the session has ended, and an answer that does not come in time makes room for the next question.
     */
    <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
        if (person == null) {
            return question.get();
        }
        Duration patience = host.settings().ping();
        Supplier<CompletableFuture<T>> unlessGone = () -> closed
                ? CompletableFuture.failedFuture(new IllegalStateException("the session has ended"))
                : question.get().copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return person.questions().ask(unlessGone, host.executor());
    }

    /** Makes a room, if whoever is behind it has not made too many of late. */
    boolean found() {
        return isExempt() || person == null || person.found();
    }

    /** Whether it may send as much as it likes. */
    boolean isExempt() {
        return user != null && user.is(UserMode.OPERATOR);
    }

    /** Says goodbye, ends the session, and has the connection closed. */
    void close(String reason) {
        if (!closed) {
            Message error = Message.of("ERROR", "Closing link: " + nick() + " (" + reason + ")");
            send(List.of(Outgoing.line(Utf8.cut(error.toString(), Message.MAX_BODY - 2))));
            connection.courier().post(() -> connection.close(reason));
            leave(reason);
        }
    }

    /** Ends the session: the user leaves, if this was the last session. */
    void leave(String reason) {
        if (!closed) {
            closed = true;
            lines.clear();
            host.left(this, reason);
        }
    }
}
