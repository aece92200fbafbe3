package io.securechat.tls.report;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.tls.path.CertificateFault;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import io.securechat.tls.x509.Keys;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failed TLS connection, explained to the user of a client. The cause may be an alert after the handshake: in TLS 1.3 a client
 * completes its handshake before the server validates its certificate.
 */
public final class ConnectionProblem {
    private final X509Certificate own;
    private final @Nullable Throwable failure;

    private ConnectionProblem(X509Certificate own, @Nullable Throwable failure) {
        this.own = own;
        this.failure = failure;
    }

    /**
     * Explains a failure of TLS.
     *
     * @param host the server as the user named it
     * @param own the identity that was offered to the server
     */
    public static Problem of(Throwable failure, String host, int port, Identity own) {
        ConnectionProblem problem = new ConnectionProblem(own.certificate(), failure);
        String address = host + ":" + port;
        return TlsErrors.find(failure, OpenSslCertificateException.class)
                .map(refusal -> problem.server(refusal, host, address))
                .or(() -> TlsErrors.alert(failure).flatMap(problem::alert))
                .orElseGet(() -> new Problem(
                        "no TLS connection to " + address + ": " + HandshakeReport.describe(failure),
                        "check host and port, and that a securechat server listens there",
                        failure));
    }

    /**
     * Explains that the server ends a session because of the user's certificate, in the words for a refused handshake.
     *
     * @param alert the alert that a handshake would receive, such as {@code certificate_revoked} (RFC 8446 §6)
     * @throws IllegalArgumentException if that alert is not about a certificate
     */
    public static Problem of(String alert, Identity own) {
        return TlsAlert.of(alert)
                .flatMap(new ConnectionProblem(own.certificate(), null)::alert)
                .orElseThrow(() -> new IllegalArgumentException(alert));
    }

    private Problem server(OpenSslCertificateException refusal, String host, String address) {
        CertificateFault fault = CertificateFault.of(refusal);
        Optional<X509Certificate> shown = CertificateFault.shown(refusal);
        String why = refusal.getMessage()
                + (fault == CertificateFault.HOST_MISMATCH ? ", not for " + SafeText.of(host) : "")
                + shown.map(certificate -> "; its certificate is " + facts(certificate))
                        .orElse("");
        return fault == CertificateFault.HOST_MISMATCH
                ? new Problem(
                        why,
                        "connect to a name that it is for, or issue a certificate for this name on the server: "
                                + Problem.command("gencert " + forHost(shown) + SafeText.of(host))
                                + "; --no-verify-host skips this check",
                        failure)
                : new Problem("the server " + address + " is not accepted: " + why, hint(fault, refusal), failure);
    }

    private static String forHost(Optional<X509Certificate> shown) {
        boolean hasCa = shown.filter(certificate -> !CertificateName.isSelfIssued(certificate))
                .isPresent();
        return hasCa ? "server --force " : "--force --host ";
    }

    private static String hint(CertificateFault fault, OpenSslCertificateException refusal) {
        return switch (fault) {
            case UNKNOWN_CA ->
                "if it is the right server, get its server.crt over a secure channel and pin it: "
                        + Problem.command("join --pin server.crt") + ", or get its ca.crt and use --trust-ca ca.crt";
            case EXPIRED -> CertificateFault.atFault(refusal).map(Remedy::tell).orElse("tell the server's operator");
            case NOT_YET_VALID -> clocks();
            case WRONG_PURPOSE ->
                "the server must use a server certificate, such as --cert server.crt --key server.key";
            case REVOKED, REJECTED, HOST_MISMATCH -> "do not join; tell the server's operator";
        };
    }

    /** Explains an alert; empty for one that says nothing about this client. */
    private Optional<Problem> alert(TlsAlert alert) {
        return Optional.ofNullable(
                switch (alert) {
                    case CERTIFICATE_EXPIRED ->
                        outOfTime()
                                .orElseGet(() -> refused(
                                        " because its CA's has expired, or a clock is wrong",
                                        "the server's log says which; the time here is " + Instant.now()));
                    case BAD_CERTIFICATE, CERTIFICATE_UNKNOWN, ACCESS_DENIED ->
                        outOfTime().orElseGet(() -> refused("", "see the server's log; " + Remedy.ask(own)));
                    case UNKNOWN_CA ->
                        problem(
                                "the server does not trust your certificate",
                                "start the server with --pin and this certificate's file, or use the certificate that its"
                                        + " CA issued to you");
                    case CERTIFICATE_REVOKED -> refused(" because it has been revoked", Remedy.ask(own));
                    case UNSUPPORTED_CERTIFICATE ->
                        refused(
                                " because it is not meant for clients",
                                "use a client's certificate, such as --cert client.crt --key client.key");
                    case CERTIFICATE_REQUIRED -> notReceived();
                    case PROTOCOL_VERSION ->
                        new Problem(
                                "the server does not support TLS 1.3",
                                "check host and port; securechat needs a server with TLS 1.3",
                                failure);
                    case HANDSHAKE_FAILURE ->
                        new Problem(
                                "the server and securechat have no cipher or key exchange in common",
                                "check host and port; securechat needs a server with TLS 1.3 and AES-GCM or ChaCha20",
                                failure);
                    default -> null;
                });
    }

    private Problem notReceived() {
        String hint = "use a certificate with an EC key (P-256), such as " + Problem.command("gencert") + " makes";
        return Keys.isUsableInTls(own.getPublicKey())
                ? problem("the server requires a certificate and did not receive yours", hint)
                : problem(
                        "your certificate is not usable in TLS because of its key, "
                                + Keys.describe(own.getPublicKey()),
                        hint);
    }

    /** Returns the fault that the certificate itself shows, which not every server's alert names. */
    private Optional<Problem> outOfTime() {
        Instant now = Instant.now();
        Instant begin = Validity.begin(own);
        Instant end = Validity.end(own);
        if (now.isAfter(end)) {
            return Optional.of(refused(" because it expired at " + end, Remedy.ask(own)));
        }
        return now.isBefore(begin)
                ? Optional.of(refused(" because it is not valid before " + begin, "wait until then, or " + clocks()))
                : Optional.empty();
    }

    private static String clocks() {
        return "correct the clocks: the time here is " + Instant.now();
    }

    private Problem refused(String why, String hint) {
        return problem("the server refuses your certificate" + why, hint);
    }

    private Problem problem(String sentence, String hint) {
        return new Problem(sentence + ": " + facts(own), hint, failure);
    }

    private static String facts(X509Certificate certificate) {
        return CertificateName.subject(certificate) + ", valid until " + Validity.end(certificate) + ", SHA-256 "
                + CertificateName.fingerprint(certificate);
    }
}
