package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import io.securechat.SafeText;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to tell the user when this client does not accept the server, or there is no TLS server. */
final class ServerNotAccepted {
    private final String address;
    private final String host;
    private final Throwable failure;

    ServerNotAccepted(String address, String host, Throwable failure) {
        this.address = address;
        this.host = host;
        this.failure = failure;
    }

    /** @param refusal why the server's certificate was refused here */
    Problem certificate(OpenSslCertificateException refusal) {
        CertificateFault reason = CertificateFault.of(refusal);
        String why = String.valueOf(refusal.getMessage());
        String whose =
                CertificateFault.shown(refusal).map(ServerNotAccepted::facts).orElse("");
        if (reason == CertificateFault.HOST_MISMATCH) {
            return new Problem(
                    why + ", not for " + SafeText.of(host) + whose,
                    "join by a name that it is for, or make it anew where the server runs: "
                            + Problem.command("gencert " + remake(refusal) + SafeText.of(host))
                            + "; --no-verify-host skips this check",
                    failure);
        }
        return new Problem(
                "the server " + address + " is not accepted: " + why + whose, hint(reason, refusal), failure);
    }

    private static String facts(X509Certificate shown) {
        return "; it has shown " + CertificateName.subject(shown) + ", valid until " + Validity.end(shown)
                + ", SHA-256 " + CertificateName.fingerprint(shown);
    }

    private static String remake(OpenSslCertificateException refusal) {
        return CertificateFault.shown(refusal)
                        .filter(shown -> !CertificateName.isSelfIssued(shown))
                        .isPresent()
                ? "server --force "
                : "--force --host ";
    }

    private static String hint(@Nullable CertificateFault reason, OpenSslCertificateException refusal) {
        if (reason == null) {
            return "tell whoever runs the server";
        }
        return switch (reason) {
            case UNKNOWN_CA ->
                "if it is the right server, get its server.crt over a safe way and pin it: "
                        + Problem.command("join --pin server.crt") + ", or get its ca.crt and use --trust-ca ca.crt";
            case EXPIRED -> CertificateFault.atFault(refusal).map(Remedy::tell).orElse("tell whoever runs the server");
            case NOT_YET_VALID -> "set the clocks right: here it is " + Instant.now();
            case WRONG_PURPOSE ->
                "the server must use a server's certificate, such as --cert server.crt --key server.key";
            case REVOKED, REJECTED, HOST_MISMATCH -> "do not join; tell whoever runs the server";
        };
    }

    /** @param cause in plain words, such as "not TLS" */
    Problem connection(String cause) {
        return new Problem(
                "no TLS connection to " + address + ": " + cause,
                "check host and port, and that a securechat server listens there",
                failure);
    }
}
