package io.securechat.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.securechat.Problem;
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
        Refusal reason = Refusal.of(refusal);
        String why = String.valueOf(refusal.getMessage());
        if (reason == Refusal.HOST_MISMATCH) {
            return new Problem(
                    why + ", not for " + SafeText.of(host),
                    "join by a name that it is for, or make it anew where the server runs: "
                            + Problem.command("gencert --force --host " + SafeText.of(host))
                            + "; --no-verify-host skips this check",
                    failure);
        }
        return new Problem("the server " + address + " is not accepted: " + why, hint(reason), failure);
    }

    private static String hint(@Nullable Refusal reason) {
        if (reason == null) {
            return "tell whoever runs the server";
        }
        return switch (reason) {
            case UNKNOWN_CA ->
                "if it is the right server, get its server.crt (or its ca.crt) over a safe way and trust it: "
                        + Problem.command("join --trust server.crt");
            case EXPIRED -> "make a new one where the server runs: " + Problem.command("gencert --force");
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
