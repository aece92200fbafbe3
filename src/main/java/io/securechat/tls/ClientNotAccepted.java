package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server's log tells of a client whose certificate it refuses: the cause, whose certificate, and what mends it. */
final class ClientNotAccepted {
    private final OpenSslCertificateException refusal;
    private final @Nullable CertificateFault reason;

    ClientNotAccepted(OpenSslCertificateException refusal) {
        this.refusal = refusal;
        this.reason = CertificateFault.of(refusal);
    }

    /** In one line, safe to print. */
    String describe() {
        String sentence = String.valueOf(refusal.getMessage());
        Optional<X509Certificate> first = CertificateFault.shown(refusal);
        if (first.isEmpty()) {
            return sentence;
        }
        X509Certificate shown = first.get();
        X509Certificate atFault = CertificateFault.atFault(refusal).orElse(shown);
        return sentence
                + (atFault.equals(shown) ? "" : ", and " + CertificateName.subject(shown) + " depends on it")
                + (atFault.equals(shown) && reason == CertificateFault.EXPIRED
                        ? ""
                        : ", valid until " + Validity.end(shown))
                + ", sha256:" + CertificateName.fingerprint(shown)
                + "; " + remedy(shown, atFault);
    }

    private String remedy(X509Certificate shown, X509Certificate atFault) {
        if (reason == null) {
            return Remedy.issue(shown);
        }
        return switch (reason) {
            case EXPIRED -> Remedy.renew(atFault, KeyPurpose.CLIENT);
            case NOT_YET_VALID -> "set the clocks right: here it is " + Instant.now();
            case UNKNOWN_CA ->
                "if it may come in: " + Problem.command("serve --trust-ca FILE")
                        + " with its CA, or --pin FILE with it, or " + Remedy.issue(shown);
            case REVOKED -> "if it was revoked by mistake: " + Remedy.renew(shown, KeyPurpose.CLIENT);
            case WRONG_PURPOSE, REJECTED, HOST_MISMATCH -> Remedy.issue(shown);
        };
    }
}
