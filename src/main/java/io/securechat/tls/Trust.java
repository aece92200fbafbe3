package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
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
 * {@link OpenSslCertificateException} with the code of its {@link Refusal}, so that the TLS alert names the cause.
 */
public final class Trust {
    /** Certificates that are remembered; a server with more people than that judges them more often. */
    private static final int MAX_REMEMBERED = 20_000;

    /** Trusted certificates that are told by name; whoever trusts more learns the number of the rest. */
    private static final int MOST_DESCRIBED = 20;

    private final Anchors anchors;
    private final Revocations revocations;
    private final Clock clock;

    /** The clients that were judged good in a handshake, by their certificate: most of them come again. */
    private final Map<ByteBuffer, ClientCertificate> remembered = new ConcurrentHashMap<>();

    private Trust(Anchors anchors, Revocations revocations, Clock clock) {
        this.anchors = anchors;
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
        Set<X509Certificate> pins = new LinkedHashSet<>(trusted.pins());
        pins.removeIf(pin -> trusted.authorities().stream().anyMatch(ca -> issued(ca, pin)));
        Anchors anchors = new Anchors(trusted.authorities(), pins);
        return new Trust(anchors, new Revocations(crls, anchors.authorities()), clock);
    }

    /**
     * Makes sure that this trust may take the place of another one in a running server.
     *
     * @throws Problem when a CA's revocation list is older than the one before
     */
    public void checkSucceeds(Trust before) {
        revocations.checkNotOlderThan(before.revocations);
    }

    /** Whether a certificate is trusted for itself, and not because a trusted CA vouches for it. */
    boolean isPinned(X509Certificate leaf) {
        return anchors.pins().contains(leaf);
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
            check(chain.toArray(X509Certificate[]::new), Purpose.CLIENT);
            return Optional.empty();
        } catch (OpenSslCertificateException e) {
            return Optional.of(
                    Optional.ofNullable(Refusal.of(e)).orElse(Refusal.REJECTED).farewell());
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
     * The checks that the JDK's trust manager leaves out: the time of every certificate up to the anchor, the usage of the
     * first one even when it is pinned, and revocation. The rest of RFC 5280 is that trust manager's.
     *
     * @param chain what the other side has shown, its own certificate first
     * @return from its own certificate to the trusted one, both included
     */
    List<X509Certificate> check(X509Certificate[] chain, Purpose purpose) throws OpenSslCertificateException {
        if (chain.length == 0) {
            throw Refusal.REJECTED.because("no certificate was shown");
        }
        List<X509Certificate> path = path(List.of(chain));
        for (int i = 0; i < path.size(); i++) {
            checkTime(path, i);
        }
        checkPurpose(path, purpose);
        for (int i = 0; i + 1 < path.size(); i++) {
            checkRevocation(path, i);
        }
        return path;
    }

    private List<X509Certificate> acceptedPath(List<X509Certificate> chain) {
        try {
            return path(chain);
        } catch (OpenSslCertificateException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The certificates from the first of the chain to the anchor, both included; one alone when that is the anchor. */
    private List<X509Certificate> path(List<X509Certificate> chain) throws OpenSslCertificateException {
        List<X509Certificate> path = new ArrayList<>();
        X509Certificate last = chain.get(0);
        path.add(last);
        while (!anchors.pins().contains(chain.get(0))
                && (path.size() == 1 || !anchors.authorities().contains(last))) {
            last = issuer(last, chain, path);
            path.add(last);
        }
        return path;
    }

    private X509Certificate issuer(X509Certificate certificate, List<X509Certificate> chain, List<X509Certificate> path)
            throws OpenSslCertificateException {
        List<X509Certificate> candidates = Stream.concat(anchors.authorities().stream(), chain.stream())
                .filter(ca -> isAuthority(ca) && !path.contains(ca) && issued(ca, certificate))
                .toList();
        // A CA that was renewed with the same key is there twice, and one of the two may have expired.
        Optional<X509Certificate> anchor = candidates.stream()
                .filter(anchors.authorities()::contains)
                .filter(this::isTimely)
                .findFirst();
        if (anchor.isPresent()) {
            return anchor.get();
        }
        if (candidates.isEmpty()) {
            throw Refusal.UNKNOWN_CA.because(
                    "certificate " + CertificateName.subject(certificate)
                            + (path.size() == 1 && isSelfIssued(certificate)
                                    ? " is not trusted"
                                    : " is issued by "
                                            + SafeText.of(certificate
                                                    .getIssuerX500Principal()
                                                    .getName())
                                            + ", which is not trusted"),
                    path,
                    path.size() - 1);
        }
        return candidates.get(0);
    }

    private void checkTime(List<X509Certificate> path, int index) throws OpenSslCertificateException {
        Instant now = clock.instant();
        X509Certificate certificate = path.get(index);
        String which =
                (isAuthority(certificate) ? "CA certificate " : "certificate ") + CertificateName.subject(certificate);
        if (now.isAfter(Validity.end(certificate))) {
            throw Refusal.EXPIRED.because(which + " expired at " + Validity.end(certificate), path, index);
        }
        if (now.isBefore(Validity.begin(certificate))) {
            throw Refusal.NOT_YET_VALID.because(
                    which + " is not valid before " + Validity.begin(certificate), path, index);
        }
    }

    private boolean isTimely(X509Certificate certificate) {
        Instant now = clock.instant();
        return !now.isAfter(Validity.end(certificate)) && !now.isBefore(Validity.begin(certificate));
    }

    private static void checkPurpose(List<X509Certificate> path, Purpose purpose) throws OpenSslCertificateException {
        X509Certificate leaf = path.get(0);
        try {
            if (purpose.allowedBy(leaf)) {
                return;
            }
        } catch (CertificateParsingException e) {
            throw Refusal.REJECTED.because(
                    "certificate " + CertificateName.subject(leaf) + " has an unreadable key usage", path, 0, e);
        }
        throw Refusal.WRONG_PURPOSE.because(
                "certificate " + CertificateName.subject(leaf) + " is not meant for " + purpose.holder(), path, 0);
    }

    private void checkRevocation(List<X509Certificate> path, int index) throws OpenSslCertificateException {
        X509Certificate certificate = path.get(index);
        if (revocations.include(certificate, path.get(index + 1))) {
            throw Refusal.REVOKED.because(
                    "certificate " + CertificateName.subject(certificate) + " has been revoked", path, index);
        }
    }

    private static boolean issued(X509Certificate authority, X509Certificate certificate) {
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
