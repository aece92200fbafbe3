package io.securechat.tls.trust;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import io.securechat.tls.path.Anchors;
import io.securechat.tls.path.CertificateFault;
import io.securechat.tls.path.PathValidator;
import io.securechat.tls.path.Revocations;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.KeyPurpose;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The peers that are accepted: holders of a certificate from a trusted CA, and holders of a pinned certificate. Immutable but for
 * its cache of {@link KnownClients}; safe for use by several threads. A refusal is an {@link OpenSslCertificateException} with the
 * code of its {@link CertificateFault}, so that the TLS alert names the cause.
 */
public final class Trust {
    /** Trusted certificates that {@link #describe} lists by name. */
    private static final int MOST_DESCRIBED = 20;

    private final Anchors anchors;

    /** Pins of certificates that a trusted CA issued: they are validated like all others of that CA. */
    private final Set<X509Certificate> needlessPins;

    private final Revocations revocations;
    private final Clock clock;
    private final PathValidator paths;
    private final KnownClients known = new KnownClients();

    private Trust(Anchors anchors, Set<X509Certificate> needlessPins, Revocations revocations, Clock clock) {
        this.anchors = anchors;
        this.needlessPins = needlessPins;
        this.revocations = revocations;
        this.clock = clock;
        this.paths = new PathValidator(anchors, revocations, clock);
    }

    /**
     * Returns trust in CAs and pins. A pinned certificate that one of the CAs issued needs no pin, and keeps the name that the CA
     * gave.
     *
     * @param crls revocation lists of the CAs; certificates stay revoked after the next update of a list is due
     * @throws Problem if there is nothing to trust, or a list is not signed by any of the CAs
     */
    public static Trust of(Anchors trusted, Collection<X509CRL> crls) {
        return of(trusted, crls, Clock.systemUTC());
    }

    public static Trust of(Anchors trusted, Collection<X509CRL> crls, Clock clock) {
        if (trusted.isEmpty()) {
            throw new Problem(
                    "there is no certificate to trust",
                    "name a CA's certificate with --trust-ca FILE, or the other side's own with --pin FILE");
        }
        Set<X509Certificate> pins = new LinkedHashSet<>();
        Set<X509Certificate> needless = new LinkedHashSet<>();
        for (X509Certificate pin : trusted.pins()) {
            (trusted.hasIssued(pin) ? needless : pins).add(pin);
        }
        Anchors anchors = new Anchors(trusted.authorities(), pins);
        return new Trust(anchors, needless, new Revocations(crls, anchors.authorities()), clock);
    }

    /**
     * Returns this trust as the successor of another one in a running server: revocation lists in force stay in force as long as
     * their CA is trusted.
     *
     * @throws Problem if a CA's revocation list is older than the one in force
     */
    public Trust succeeding(Trust before) {
        return new Trust(
                anchors, needlessPins, revocations.succeeding(before.revocations, anchors.authorities()), clock);
    }

    /** Returns warnings about the CAs and their revocation lists, one line each. */
    public List<String> warnings(Instant now) {
        return Stream.concat(anchors.warnings().stream(), revocations.warnings(now).stream())
                .toList();
    }

    /** Returns the CAs that have a revocation list, in the form of {@link CertificateName#authority}. */
    public Set<String> listedAuthorityKeys() {
        return revocations.authorityKeys(anchors.authorities());
    }

    /**
     * Returns the trusted certificate at the end of a chain's path: a CA's, or the first one of the chain if that is pinned.
     *
     * @param chain one that was accepted
     * @throws IllegalArgumentException if the chain leads to no trusted certificate
     */
    public X509Certificate anchor(List<X509Certificate> chain) {
        List<X509Certificate> path = paths.build(chain);
        return path.get(path.size() - 1);
    }

    /**
     * Returns a client by its chain.
     *
     * @param chain one that was accepted, the client's own certificate first
     * @throws IllegalArgumentException if the chain leads to no trusted certificate
     */
    public ClientCertificate client(List<X509Certificate> chain) {
        ClientCertificate client = known.find(chain.get(0));
        return client == null ? new ClientCertificate(chain, paths.build(chain)) : client;
    }

    /**
     * Returns whether a client's certificate was accepted before and is valid now. Nothing else can have changed: a reload makes a
     * new trust with an empty cache.
     */
    public boolean remembers(X509Certificate certificate) {
        ClientCertificate client = known.find(certificate);
        return client != null && client.isTimely(clock.instant());
    }

    /**
     * Remembers a client that passed all checks, including those of other classes.
     *
     * @param path as returned by {@link #check} for the chain
     */
    public void remember(X509Certificate[] chain, List<X509Certificate> path) {
        known.add(new ClientCertificate(List.of(chain), path));
    }

    /**
     * Validates the certificate of a client again that was accepted earlier, perhaps by another trust.
     *
     * @return empty if it is still accepted, else the reason in the few words that its holder receives, such as
     *     {@code Certificate revoked}
     */
    public Optional<String> objection(ClientCertificate client) {
        List<X509Certificate> chain = client.chain();
        if (remembers(chain.get(0))) {
            return Optional.empty();
        }
        try {
            check(chain.toArray(X509Certificate[]::new), KeyPurpose.CLIENT);
            return Optional.empty();
        } catch (OpenSslCertificateException e) {
            return Optional.of(CertificateFault.of(e).farewell());
        }
    }

    /**
     * Returns the last moment at which a client's certificate is valid: the earliest end on its path.
     *
     * @param client one to which there is no {@link #objection}
     * @throws IllegalArgumentException if its chain leads to no trusted certificate
     */
    public Instant until(ClientCertificate client) {
        return client(client.chain()).until();
    }

    /** Returns a summary such as {@code 1 CA, 2 pinned certificates, list 7 of CN=lab with 2 revoked}. */
    @Override
    public String toString() {
        int authorities = anchors.authorities().size();
        int pinned = anchors.pins().size();
        return Stream.concat(
                        Stream.of(
                                authorities + (authorities == 1 ? " CA" : " CAs"),
                                pinned + (pinned == 1 ? " pinned certificate" : " pinned certificates")),
                        revocations.lists().stream().map(Revocations::describe))
                .collect(Collectors.joining(", "));
    }

    /** Returns a line for each CA and pinned certificate, at most {@value #MOST_DESCRIBED}, and one with the number of the others. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        for (X509Certificate authority : anchors.authorities()) {
            lines.add("trusted CA " + Anchors.describe(authority) + ", " + revocations.describe(authority));
        }
        for (X509Certificate pin : anchors.pins()) {
            lines.add("pinned certificate " + Anchors.describe(pin));
        }
        for (X509Certificate pin : needlessPins) {
            lines.add("pinned certificate " + Anchors.describe(pin)
                    + ", which needs no pin: it is issued by the trusted CA " + CertificateName.issuer(pin));
        }
        if (lines.size() <= MOST_DESCRIBED) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, MOST_DESCRIBED));
        first.add("and " + (lines.size() - MOST_DESCRIBED) + " more CAs and pinned certificates");
        return first;
    }

    /** Returns whether another trust consists of the same certificates and lists. */
    public boolean isSameAs(Trust other) {
        return anchors.equals(other.anchors)
                && needlessPins.equals(other.needlessPins)
                && Set.copyOf(revocations.lists()).equals(Set.copyOf(other.revocations.lists()));
    }

    /** Returns the CAs and pinned certificates, at least one. */
    public Anchors anchors() {
        return anchors;
    }

    public List<X509CRL> crls() {
        return revocations.lists();
    }

    /** Validates a chain as {@link PathValidator#validate} does. */
    public List<X509Certificate> check(X509Certificate[] chain, KeyPurpose purpose) throws OpenSslCertificateException {
        return paths.validate(chain, purpose);
    }

    /**
     * Checks that clients that pin a server's certificate would accept it.
     *
     * @throws Problem if every client would refuse it: it has expired, is not valid yet, or is not meant for servers
     */
    public static void checkServer(Identity server) {
        X509Certificate[] shown = {server.certificate()};
        try {
            of(Anchors.pins(List.of(shown)), List.of()).check(shown, KeyPurpose.SERVER);
        } catch (OpenSslCertificateException e) {
            throw new Problem(
                    "every client would refuse this server: " + e.getMessage(),
                    "make another certificate with " + Problem.command("gencert --force")
                            + ", or name another with --cert FILE --key FILE",
                    e);
        }
    }
}
