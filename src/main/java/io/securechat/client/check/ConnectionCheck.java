package io.securechat.client.check;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.securechat.Problem;
import io.securechat.client.connection.Dialer;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.Failures;
import io.securechat.client.connection.Knock;
import io.securechat.client.connection.Link;
import io.securechat.client.connection.NickRefused;
import io.securechat.client.connection.Registration;
import io.securechat.irc.Message;
import io.securechat.tls.TlsSession;
import io.securechat.tls.report.HandshakeReport;
import io.securechat.tls.report.Remedy;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.HostNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Diagnoses the connection to a server step by step: addresses, TCP, TLS, the certificates of both sides, and the user's name.
 * Only the server's answers prove the last two, so the check begins to register, and leaves before it would join the chat.
 */
public final class ConnectionCheck {
    private static final int CONNECT_MILLIS = 3000;
    private static final int STEP_SECONDS = 5;

    private final Endpoint endpoint;
    private final CheckReport list;

    public ConnectionCheck(Endpoint endpoint, CheckReport list) {
        this.endpoint = endpoint;
        this.list = list;
    }

    /**
     * Runs the steps until one fails that the others need. Each ends within 5 s.
     *
     * @param nick the name to request
     */
    public void run(String nick) {
        List<InetAddress> addresses = resolve();
        if (!endpoint.verifyHost()) {
            list.warn(
                    "host",
                    "the server's certificate may be for another host than " + endpoint.host(),
                    "every server that you trust can pose as this one; remove --no-verify-host");
        }
        connect(addresses).ifPresent(address -> visit(address, nick));
    }

    private List<InetAddress> resolve() {
        try {
            List<InetAddress> addresses = soon(CompletableFuture.supplyAsync(this::lookUp));
            list.ok(
                    "host",
                    endpoint.host() + " is "
                            + addresses.stream()
                                    .map(InetAddress::getHostAddress)
                                    .collect(Collectors.joining(", ")));
            return addresses;
        } catch (CompletionException e) {
            list.fail("host", problem(e));
            return List.of();
        }
    }

    private List<InetAddress> lookUp() {
        try {
            return List.of(InetAddress.getAllByName(endpoint.host()));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    /** Tries all addresses at the same time. Returns the first of those that answer. */
    private Optional<InetAddress> connect(List<InetAddress> addresses) {
        List<Attempt> attempts = addresses.stream()
                .map(address -> new Attempt(address, CompletableFuture.supplyAsync(() -> Knock.at(address, endpoint))))
                .toList();
        Optional<InetAddress> first = attempts.stream()
                .filter(attempt -> attempt.failure.join().isEmpty())
                .map(Attempt::address)
                .findFirst();
        for (Attempt attempt : attempts) {
            attempt.failure
                    .join()
                    .ifPresentOrElse(
                            problem -> silent(problem, first.isPresent()),
                            () -> list.ok(
                                    "connection", endpoint.at(attempt.address).address() + " answers"));
        }
        return first;
    }

    private void silent(Problem problem, boolean another) {
        if (another) {
            list.note("connection", problem.getMessage() + ", but another address answers");
        } else {
            list.fail("connection", problem);
        }
    }

    private void visit(InetAddress address, String nick) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("connection", true), NioIoHandler.newFactory());
        Dialer dialer = new Dialer(endpoint);
        Visit visit = new Visit();
        Link link = new Link(Registration.check(nick, endpoint.claimedName().isPresent()), visit, Clock.systemUTC());
        try {
            dialer.dial(group, address, CONNECT_MILLIS, link).addListener((ChannelFuture connected) -> {
                if (!connected.isSuccess()) {
                    visit.closed(link, connected.cause());
                }
            });
            if (handshake(visit) && welcome(visit)) {
                link.send(Message.of("QUIT", "connection check"));
                soon(visit.gone);
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(terminated -> dialer.close());
        }
    }

    private boolean handshake(Visit visit) {
        try {
            TlsSession tls = soon(visit.secured);
            X509Certificate certificate = tls.certificate();
            list.ok("TLS", tls.terms());
            list.certificate("server", "", certificate, Remedy.tell(certificate), true);
            list.ok(
                    "server",
                    "for " + String.join(", ", HostNames.of(certificate)) + "; SHA-256 "
                            + CertificateName.fingerprint(certificate));
            return true;
        } catch (CompletionException e) {
            list.fail(HandshakeReport.isPeerRefused(e) ? "server" : "TLS", problem(e));
            return false;
        }
    }

    private boolean welcome(Visit visit) {
        try {
            Registration registration = soon(visit.welcomed);
            accepted();
            list.ok(
                    "name",
                    "you are " + registration.nick()
                            + (registration.account().isEmpty() ? "" : ", account " + registration.account()));
            if (!registration.accountRefusal().isEmpty()) {
                list.note("name", "a guest's: the server gave no account: " + registration.accountRefusal());
            }
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof NickRefused refused) {
                accepted();
                list.fail("name", refused.problem());
            } else {
                list.fail("accepted", problem(e));
            }
            return false;
        }
    }

    private void accepted() {
        list.ok(
                "accepted",
                "the server accepts your certificate, SHA-256 "
                        + CertificateName.fingerprint(endpoint.identity().certificate()));
    }

    private Problem problem(CompletionException e) {
        Throwable failure = e.getCause() == null ? e : e.getCause();
        return failure instanceof TimeoutException
                ? new Problem(
                        "no answer within " + STEP_SECONDS + " s",
                        "check the network, and that a securechat server listens there",
                        failure)
                : Failures.problem(failure, endpoint);
    }

    private static <T> T soon(CompletableFuture<T> result) {
        return result.orTimeout(STEP_SECONDS, TimeUnit.SECONDS).join();
    }

    /** An address, and the reason why it does not answer. */
    private record Attempt(InetAddress address, CompletableFuture<Optional<Problem>> failure) {}

    /** The stages of a connection. */
    private static final class Visit implements Link.Owner {
        private final CompletableFuture<TlsSession> secured = new CompletableFuture<>();
        private final CompletableFuture<Registration> welcomed = new CompletableFuture<>();
        private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

        @Override
        public void secured(TlsSession tls) {
            secured.complete(tls);
        }

        @Override
        public void registered(Link link, Registration registration, TlsSession tls) {
            welcomed.complete(registration);
        }

        @Override
        public void received(Message message) {}

        @Override
        public void closed(Link link, Throwable why) {
            secured.completeExceptionally(why);
            welcomed.completeExceptionally(why);
            gone.complete(true);
        }
    }
}
