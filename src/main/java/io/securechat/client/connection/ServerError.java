package io.securechat.client.connection;

import io.securechat.Problem;
import io.securechat.client.text.Sanitizer;
import io.securechat.irc.Message;
import io.securechat.tls.report.ConnectionProblem;
import io.securechat.tls.x509.Identity;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The server closes the connection with a reason, by ERROR (RFC 2812 §3.7.4). */
public final class ServerError extends Exception {
    private static final long serialVersionUID = 1;
    private static final Pattern CLOSING = Pattern.compile("^Closing link:.*?\\((.+)\\)$", Pattern.CASE_INSENSITIVE);

    /** The form of the reason after KILL by an operator of the server. */
    private static final Pattern KILLED = Pattern.compile("^Killed \\((\\S+) \\((.*)\\)\\)$");

    /** The form of the reason for a user whom the server's operators have blocked. */
    private static final Pattern BLOCKED = Pattern.compile("You are blocked on this server\\b.*");

    /** Reasons that lie in the user's certificate, and the TLS alert for each during the handshake. */
    private static final Map<String, String> OF_CERTIFICATE = Map.of(
            "certificate revoked", "certificate_revoked",
            "certificate expired", "certificate_expired",
            "certificate no longer trusted", "unknown_ca");

    private final String reason;
    private final boolean welcomed;

    /** @param welcomed true if the user was registered already */
    ServerError(Message error, boolean welcomed) {
        // The usual form is "Closing link: ada (reason)".
        String told = CLOSING.matcher(Sanitizer.text(error.trailing())).replaceFirst("$1");
        this.reason = KILLED.matcher(told).replaceFirst("$1 disconnected you: $2");
        this.welcomed = welcomed;
    }

    /** Returns whether reconnecting is useless: the user is blocked, or the reason lies in the user's certificate. */
    boolean isFinal() {
        return isBlock() || alert().isPresent();
    }

    private boolean isBlock() {
        return BLOCKED.matcher(reason).matches();
    }

    /** Returns the problem to show; without a hint if all that the user can do is reconnect. */
    Problem problem(Identity own) {
        return alert().map(alert -> ConnectionProblem.of(alert, own))
                .orElseGet(() -> isBlock()
                        ? new Problem(reason, "ask the server's operator", this)
                        : welcomed
                                ? new Problem(reason, "", this)
                                : new Problem("the server refuses you: " + reason, hint(), this));
    }

    private String hint() {
        return reason.equalsIgnoreCase("Too many connections with this certificate")
                ? "leave on another device, or ask the server's operator to allow more: --max-per-certificate N"
                : "ask the server's operator";
    }

    private Optional<String> alert() {
        return Optional.ofNullable(OF_CERTIFICATE.get(reason.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
