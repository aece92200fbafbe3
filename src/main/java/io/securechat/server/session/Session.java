package io.securechat.server.session;

import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import io.securechat.server.connection.ClientConnection;
import io.securechat.server.connection.Peer;
import io.securechat.server.log.Audit;
import io.securechat.server.log.LogContext;
import io.securechat.server.mode.UserMode;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.wire.Line;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import io.securechat.tls.x509.CertificateName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A client's session: what it has negotiated, and its user once it is registered. It exists only for connections with a verified
 * certificate. Owned by the thread {@code chat}; the methods of {@link ClientConnection.Listener} run on the event loop.
 */
public final class Session implements ClientConnection.Listener {
    private final Host host;
    private final ClientConnection connection;
    private final Peer peer;
    private final LineQueue lines;
    private final SessionBudget budget;
    private final Registration registration = new Registration();
    private final Sasl sasl = new Sasl();
    private Set<String> subscriptions = Set.of();
    private long capabilities;
    private long batches;
    private boolean closed;
    private boolean cap302;
    private boolean unattended;
    private @Nullable OpenBatch batch;
    private @Nullable CertificateName identity;
    private @Nullable User user;

    public Session(Host host, LineHandler handler, ClientConnection connection, Peer peer) {
        this.host = host;
        this.connection = connection;
        this.peer = peer;
        this.identity = boundTo();
        this.budget = new SessionBudget(this, host);
        this.lines = new LineQueue(host, handler, this, connection);
    }

    public Host host() {
        return host;
    }

    public ClientConnection connection() {
        return connection;
    }

    public Peer peer() {
        return peer;
    }

    /** The lines that wait to be carried out. */
    public LineQueue lines() {
        return lines;
    }

    /** The rate limits. */
    public SessionBudget budget() {
        return budget;
    }

    // Identity and registration.

    /** The data of the registration, as far as the client has sent it. */
    public Registration registration() {
        return registration;
    }

    public Sasl sasl() {
        return sasl;
    }

    /** The nick that the certificate gives to the session, or null if the client chooses one. */
    public @Nullable CertificateName boundTo() {
        return host.settings().names() == NamePolicy.FREE ? null : peer.name().orElse(null);
    }

    /** The proven identity, or null for a guest. */
    public @Nullable CertificateName identity() {
        return identity;
    }

    /** SASL has proven an identity. */
    public void logIn(CertificateName proven) {
        identity = proven;
    }

    public boolean isRegistered() {
        return user != null;
    }

    /**
     * Returns the user of the session.
     *
     * @throws Refusal with 451 before registration
     */
    public User user() {
        if (user == null) {
            throw new Refusal(Numeric.ERR_NOTREGISTERED);
        }
        return user;
    }

    /** Completes the registration. From now on all sessions of the user share one rate limit. */
    public void register(User user) {
        assert host.isOwner();
        this.user = user;
        user.sessions().stream().findFirst().ifPresent(other -> budget.share(other.budget));
        registration.complete();
        user.attach(this);
    }

    /** The nick as numerics address it: {@code *} before there is one. */
    public String nick() {
        if (user != null) {
            return user.nick();
        }
        String chosen = registration.nick();
        return chosen == null ? "*" : chosen;
    }

    /** Returns whether only a program is connected that acts for an absent user (IRCv3 pre-away). */
    boolean isUnattended() {
        return unattended;
    }

    public void unattended(boolean unattended) {
        this.unattended = unattended;
    }

    /** Returns whether the rate limits do not apply. */
    boolean isExempt() {
        return user != null && user.is(UserMode.OPERATOR);
    }

    /** Begins an event of the audit log: what the user has done. */
    public LoggingEventBuilder audit(String event) {
        return Audit.event(event, user == null ? nick() : user.source(), peer.address());
    }

    // Capabilities.

    public long capabilities() {
        return capabilities;
    }

    public void capabilities(long capabilities) {
        assert host.isOwner();
        this.capabilities = capabilities;
        if (!Capability.METADATA.in(capabilities) && !Capability.METADATA_3.in(capabilities)) {
            subscriptions = Set.of();
        }
        connection.courier().post(() -> connection.capabilities(capabilities));
    }

    /** The metadata keys that the client subscribes to, in the order of its requests. */
    public Set<String> subscriptions() {
        return subscriptions;
    }

    public void subscriptions(Set<String> subscriptions) {
        this.subscriptions = Collections.unmodifiableSet(new LinkedHashSet<>(subscriptions));
    }

    /** Returns whether the client supports version 302 of capability negotiation. */
    public boolean isCap302() {
        return cap302;
    }

    /** The client supports version 302 of capability negotiation. */
    public void knowsCap302() {
        cap302 = true;
        capabilities(capabilities | Capability.CAP_NOTIFY.bit());
    }

    /** A reference for a batch, unique in this connection (IRCv3 batch). */
    String nextBatch() {
        batches++;
        return Long.toString(batches, Character.MAX_RADIX);
    }

    /** The multiline message that the client is sending, or null. */
    @Nullable OpenBatch batch() {
        return batch;
    }

    void batch(@Nullable OpenBatch batch) {
        this.batch = batch;
    }

    // Work for the session.

    /** Runs a task for this session and charges it for the work. */
    public void cause(Runnable task) {
        LogContext.run(connection.id(), () -> budget.charge(task));
    }

    /** Asks the journal a question when it is this session's turn; see {@link SessionBudget#ask}. */
    public <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
        return budget.ask(question);
    }

    // The connection.

    /** Sends messages; does nothing once the session has ended. */
    public void send(List<Outgoing> messages) {
        assert host.isOwner();
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

    /** Closes the connection soon unless the client answers a PING: a reconnect may want the same nick. */
    public void doubt() {
        connection.courier().post(connection::doubt);
    }

    public boolean isOpen() {
        return !closed;
    }

    /** Sends an ERROR with the reason, ends the session, and closes the connection. */
    public void close(String reason) {
        if (!closed) {
            Message error = Message.of("ERROR", "Closing link: " + nick() + " (" + reason + ")");
            send(List.of(Outgoing.line(Utf8.cut(error.toString(), Message.MAX_BODY - 2))));
            connection.courier().post(() -> connection.close(reason));
            leave(reason);
        }
    }

    /** Ends the session; with the last one the user leaves. */
    void leave(String reason) {
        assert host.isOwner();
        if (!closed) {
            closed = true;
            lines.clear();
            LogContext.run(connection.id(), () -> host.left(this, reason));
        }
    }

    @Override
    public void connected() {
        tell(() -> {
            LogContext.run(connection.id(), () -> host.opened(this));
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

    /** Ends the session when the lines sent before, such as QUIT, are carried out, as far as they wait only for the journal. */
    @Override
    public void disconnected(String reason) {
        tell(() -> lines.disconnected(reason));
    }

    private void tell(Runnable news) {
        connection.courier().tell(host.executor(), news);
    }
}
