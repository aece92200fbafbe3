package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import java.nio.ByteBuffer;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom we accept: everybody with a certificate from a trusted CA, and the holders of pinned certificates. A refusal is an
 * {@link OpenSslCertificateException} with the code of its {@link CertificateFault}, so that the TLS alert names the cause.
 */
public final class Trust {
    /** Certificates that are remembered; a server with more people than that judges them more often. */
    private static final int MAX_REMEMBERED = 20_000;

    /** Trusted certificates that are listed by name; of more than that, only the number of the rest is told. */
    private static final int MOST_DESCRIBED = 20;

    private final Anchors anchors;

    /** Certificates that the user pins although a trusted CA has issued them: they are judged like all others of that CA. */
    private final Set<X509Certificate> needlessPins;

    private final Revocations revocations;
    private final Clock clock;

    /** The clients that were judged good in a handshake, by their certificate: most of them come again. */
    private final Map<ByteBuffer, ClientCertificate> remembered = new ConcurrentHashMap<>();

    private Trust(Anchors anchors, Set<X509Certificate> needlessPins, Revocations revocations, Clock clock) {
        this.anchors = anchors;
        this.needlessPins = needlessPins;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Trusts CAs and pins. A pinned certificate that one of the CAs has issued needs no pin, and keeps the name that the CA gave.
     *
     * @param crls revocation lists of the CAs; what a list names stays revoked even when the list's time is over
     * @throws Problem when there is nobody to trust, or a list is not signed by any of the CAs
     */
    public static Trust of(Anchors trusted, Collection<X509CRL> crls) {
        return of(trusted, crls, Clock.systemUTC());
    }

    static Trust of(Anchors trusted, Collection<X509CRL> crls, Clock clock) {
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
     * This trust in the place of another one in a running server: revocation lists that are in force stay so, unless their CA is
     * trusted no more.
     *
     * @throws Problem when a CA's revocation list is older than the one before
     */
    public Trust succeeding(Trust before) {
        return new Trust(
                anchors, needlessPins, revocations.succeeding(before.revocations, anchors.authorities()), clock);
    }

    /** What the operators should know of the CAs and their revocation lists, a line each. */
    public List<String> warnings(Instant now) {
        return Stream.concat(anchors.warnings().stream(), revocations.warnings(now).stream())
                .toList();
    }

    /** The CAs that have a revocation list, in the form of {@link CertificateName#authority}. */
    public Set<String> listedAuthorityKeys() {
        return revocations.authorityKeys();
    }

    /**
     * The trusted certificate at the end of a chain: a CA's, or the first one of the chain when that is pinned.
     *
     * @param chain one that was accepted
     * @throws IllegalArgumentException when nobody here vouches for it
     */
    X509Certificate anchor(List<X509Certificate> chain) {
        List<X509Certificate> path = acceptedPath(chain);
        return path.get(path.size() - 1);
    }

    /**
     * What is told of a client's certificate.
     *
     * @param chain one that was accepted, the client's own certificate first
     * @throws IllegalArgumentException when nobody here vouches for it
     */
    public ClientCertificate client(List<X509Certificate> chain) {
        ClientCertificate known = remembered.get(ClientCertificate.key(chain.get(0)));
        return known == null ? new ClientCertificate(chain, acceptedPath(chain)) : known;
    }

    /**
     * Whether a client's certificate was judged good before, with everything but the time, which goes on: that is looked at
     * again. A trust and its revocation lists never change; a reload makes a new one, which remembers nobody.
     */
    boolean remembers(X509Certificate certificate) {
        ClientCertificate known = remembered.get(ClientCertificate.key(certificate));
        return known != null && known.isTimely(clock.instant());
    }

    /**
     * Remembers a client that was judged good in all respects, those that are not for this class included.
     *
     * @param path what {@link #check} has returned for the chain
     */
    void remember(X509Certificate[] chain, List<X509Certificate> path) {
        ClientCertificate client = new ClientCertificate(List.of(chain), path);
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(client.key(), client);
    }

    /**
     * Judges the certificate of a client that was accepted earlier, perhaps by another trust: the checks of a handshake that
     * depend on the time and on whom we trust.
     *
     * @return none when it is still good, else why it is not, in the few words that its holder is told, such as
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
            return Optional.of(Optional.ofNullable(CertificateFault.of(e))
                    .orElse(CertificateFault.REJECTED)
                    .farewell());
        }
    }

    /**
     * Until when a certificate stays good if nobody changes the trust: the earliest end on its way to the trusted certificate,
     * that moment included.
     *
     * @param client one to which there is no {@link #objection}
     * @throws IllegalArgumentException when nobody here vouches for it
     */
    public Instant until(ClientCertificate client) {
        return client(client.chain()).until();
    }

    /** Whom it trusts, in words, such as {@code 1 CA, 2 pinned certificates, list 7 of CN=lab with 2 revoked}. */
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

    /** Each CA and each pinned certificate by name, a line each, {@value #MOST_DESCRIBED} lines at most, and how many more there are. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        for (X509Certificate authority : anchors.authorities()) {
            lines.add("trusted CA " + Anchors.describe(authority) + ", " + revocations.describe(authority));
        }
        for (X509Certificate pin : anchors.pins()) {
            lines.add("pinned certificate " + Anchors.describe(pin));
        }
        for (X509Certificate pin : needlessPins) {
            lines.add("pinned certificate " + Anchors.describe(pin) + ", which needs no pin: the trusted CA "
                    + CertificateName.issuer(pin) + " has issued it");
        }
        if (lines.size() <= MOST_DESCRIBED) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, MOST_DESCRIBED));
        first.add("and " + (lines.size() - MOST_DESCRIBED) + " more CAs and pinned certificates");
        return first;
    }

    /** Whether another trust is made of the same certificates and lists. */
    public boolean isSameAs(Trust other) {
        return anchors.equals(other.anchors)
                && needlessPins.equals(other.needlessPins)
                && Set.copyOf(revocations.lists()).equals(Set.copyOf(other.revocations.lists()));
    }

    /** The CAs and pinned certificates, at least one. */
    Anchors anchors() {
        return anchors;
    }

    List<X509CRL> crls() {
        return revocations.lists();
    }

    /**
     * Finds the way from a certificate to a trusted one, and judges it.
     *
     * @param chain what the other side has shown, its own certificate first
     * @return from its own certificate to the trusted one, both included; one alone when that is pinned
     * @throws OpenSslCertificateException when it is not accepted; the message says why in one sentence
     */
    List<X509Certificate> check(X509Certificate[] chain, KeyPurpose purpose) throws OpenSslCertificateException {
        return path(chain, new PathRules(purpose, revocations, clock.instant())::check);
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

    /** The path of a chain that was accepted, which is not judged again. */
    private List<X509Certificate> acceptedPath(List<X509Certificate> chain) {
        try {
            return path(chain.toArray(X509Certificate[]::new), path -> {});
        } catch (OpenSslCertificateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<X509Certificate> path(X509Certificate[] chain, PathSearch.Judge judge)
            throws OpenSslCertificateException {
        List<X509Certificate> shown = ShownChain.parse(chain);
        if (!anchors.pins().contains(shown.get(0))) {
            return new PathSearch(anchors.authorities(), shown, clock.instant(), judge).find();
        }
        List<X509Certificate> pinned = shown.subList(0, 1);
        judge.check(pinned);
        return pinned;
    }
}
