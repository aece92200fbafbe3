package io.securechat.client;

import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.tls.ConnectionProblem;
import io.securechat.tls.Identity;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The server closes the connection and says why, by ERROR (RFC 2812 §3.7.4). */
final class Dismissed extends Exception {
    private static final long serialVersionUID = 1;
    private static final Pattern CLOSING = Pattern.compile("^Closing link:.*?\\((.+)\\)$", Pattern.CASE_INSENSITIVE);

    /** An operator of the server has done it, by KILL. */
    private static final Pattern KILLED = Pattern.compile("^Killed \\((\\S+) \\((.*)\\)\\)$");

    /** Reasons that stand in the user's certificate, and the alert that each would have been in the handshake. */
    private static final Map<String, String> OF_CERTIFICATE = Map.of(
            "certificate revoked", "certificate_revoked",
            "certificate expired", "certificate_expired",
            "certificate no longer trusted", "unknown_ca");

    private final String reason;
    private final boolean welcomed;

    /** @param welcomed whether the user was in the chat already */
    Dismissed(Message error, boolean welcomed) {
        // Of "Closing link: ada (reason)", which is how most servers put it, the reason.
        String told = CLOSING.matcher(Sanitizer.text(error.trailing())).replaceFirst("$1");
        this.reason = KILLED.matcher(told).replaceFirst("$1 removed you from the server: $2");
        this.welcomed = welcomed;
    }

    /** Whether it is about the user's certificate, so that trying again is of no use. */
    boolean isOfCertificate() {
        return alert().isPresent();
    }

    /** What to tell the user; without a hint where all that they can do is to come again. */
    Problem problem(Identity own) {
        return alert().map(alert -> ConnectionProblem.of(alert, own))
                .orElseGet(() -> welcomed
                        ? new Problem(reason, "", this)
                        : new Problem("the server refuses you: " + reason, hint(), this));
    }

    private String hint() {
        return reason.equalsIgnoreCase("Too many connections with this certificate")
                ? "leave on another device, or ask whoever runs the server to allow more: --max-per-certificate N"
                : "ask whoever runs the server";
    }

    private Optional<String> alert() {
        return Optional.ofNullable(OF_CERTIFICATE.get(reason.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
