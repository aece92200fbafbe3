package io.securechat.tls;

import io.securechat.Problem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to tell the user when the server has refused this client's certificate. */
final class ServerRefused {
    private final X509Certificate own;
    private final @Nullable Throwable failure;

    ServerRefused(X509Certificate own, @Nullable Throwable failure) {
        this.own = own;
        this.failure = failure;
    }

    /** @param alert by its name in RFC 8446 §6; none is told of those that say nothing of this client */
    Optional<Problem> alert(String alert) {
        return switch (alert) {
            case "certificate_expired" ->
                Optional.of(outOfTime()
                        .orElseGet(() -> problem(
                                "the server refuses your certificate because its CA's has expired, or a clock is wrong",
                                "the server's log tells which; here it is " + Instant.now())));
            case "bad_certificate", "certificate_unknown", "access_denied" ->
                Optional.of(outOfTime().orElseGet(this::refused));
            case "unknown_ca" ->
                Optional.of(
                        problem(
                                "the server does not trust your certificate",
                                "start the server with --pin and this certificate's file, or use the one that its CA gave you"));
            case "certificate_revoked" ->
                Optional.of(
                        problem("the server refuses your certificate because it has been revoked", Remedy.ask(own)));
            case "unsupported_certificate" ->
                Optional.of(problem(
                        "the server refuses your certificate because it is not meant for clients",
                        "use a client's certificate, such as --cert client.crt --key client.key"));
            case "certificate_required" ->
                Optional.of(problem(
                        "the server demands a certificate and did not get yours",
                        "use a certificate with an EC key (P-256), such as " + Problem.command("gencert") + " makes"));
            case "protocol_version" ->
                Optional.of(new Problem(
                        "the server speaks no version of TLS that securechat does",
                        "check host and port; the server needs TLS 1.3",
                        failure));
            case "handshake_failure" ->
                Optional.of(new Problem(
                        "the server and securechat have no cipher or key exchange in common",
                        "check host and port; the server needs TLS 1.3 with AES-GCM or ChaCha20",
                        failure));
            default -> Optional.empty();
        };
    }

    /** What the certificate itself tells, for not every server's alert does. */
    private Optional<Problem> outOfTime() {
        Instant now = Instant.now();
        Instant begin = Validity.begin(own);
        Instant end = Validity.end(own);
        if (now.isAfter(end)) {
            return Optional.of(
                    problem("the server refuses your certificate because it expired at " + end, Remedy.ask(own)));
        }
        if (now.isBefore(begin)) {
            return Optional.of(problem(
                    "the server refuses your certificate because it is not valid before " + begin,
                    "wait until then, or set the clocks right: here it is " + now));
        }
        return Optional.empty();
    }

    private Problem refused() {
        return problem("the server refuses your certificate", "the server's log tells why; " + Remedy.ask(own));
    }

    private Problem problem(String sentence, String hint) {
        return new Problem(
                sentence + ": " + CertificateName.subject(own) + ", valid until " + Validity.end(own) + ", SHA-256 "
                        + CertificateName.fingerprint(own),
                hint,
                failure);
    }
}
