package io.securechat.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.securechat.Problem;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts a failed handshake into words, and an alert that comes after it: in TLS 1.3 the client has finished its handshake
 * before the server has judged its certificate.
 */
public final class HandshakeFailure {
    /** How BoringSSL and the JDK write the alert that they got (RFC 8446 §6). */
    private static final Pattern ALERT =
            Pattern.compile("(?:TLSV1|SSLV3)_(?:ALERT_)?([A-Z_]+)|Received fatal alert: ([a-z_]+)");

    private static final String NO_CERTIFICATE =
            "no client certificate; make one for it: " + Problem.command("gencert user NAME");

    /** What BoringSSL and the JDK say of the commonest faults of the other side, and what it is in plain words. */
    private static final Map<String, String> PLAIN = Map.of(
            "PEER_DID_NOT_RETURN_A_CERTIFICATE", NO_CERTIFICATE,
            "Empty client certificate chain", NO_CERTIFICATE,
            "UNSUPPORTED_PROTOCOL", "no common TLS version",
            "is not enabled or supported in server context", "no common TLS version",
            "are not accepted by server preferences", "no common TLS version",
            "NO_SHARED_CIPHER", "no common cipher",
            "no cipher suites in common", "no common cipher",
            "NO_SHARED_GROUP", "no common key exchange");

    private HandshakeFailure() {}

    /**
     * The cause for a line of the server's log, safe to print. For a certificate that was refused here it tells whose, and the
     * command that mends it: {@code certificate CN=ada expired at …, sha256:…; java -jar … gencert renew ada}.
     */
    public static String describe(Throwable failure) {
        Optional<OpenSslCertificateException> refused = find(failure, OpenSslCertificateException.class);
        if (refused.isPresent()) {
            return new ClientNotAccepted(refused.get()).describe();
        }
        if (find(failure, NotSslRecordException.class).isPresent()) {
            return "not TLS";
        }
        if (find(failure, SslHandshakeTimeoutException.class).isPresent()) {
            return "handshake timed out";
        }
        if (isClosed(failure)) {
            return "connection closed during the handshake";
        }
        return alert(failure)
                .map(alert -> "the other side sent the alert " + alert)
                .or(() -> plain(failure))
                .orElseGet(() -> message(root(failure)));
    }

    /**
     * What {@code join} tells when TLS with a server failed, in the handshake or by an alert after it.
     *
     * @param host the server as the user named it
     * @param own the identity that was shown to the server
     */
    public static Problem forClient(Throwable failure, String host, int port, Identity own) {
        ServerRefused ourFault = new ServerRefused(own, failure);
        ServerNotAccepted itsFault = new ServerNotAccepted(host + ":" + port, host, failure);
        return find(failure, OpenSslCertificateException.class)
                .map(itsFault::certificate)
                .or(() -> alert(failure).flatMap(ourFault::alert))
                .orElseGet(() -> itsFault.connection(describe(failure)));
    }

    /** The alert that the other side sent, by its name in RFC 8446 §6, in lower case. */
    static Optional<String> alert(Throwable failure) {
        return causes(failure)
                .map(cause -> ALERT.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(match -> Optional.ofNullable(match.group(1)).orElseGet(() -> match.group(2)))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static Optional<String> plain(Throwable failure) {
        String message = message(root(failure));
        return PLAIN.entrySet().stream()
                .filter(entry -> message.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isClosed(Throwable failure) {
        return find(failure, ClosedChannelException.class).isPresent()
                || find(failure, SslClosedEngineException.class).isPresent();
    }

    private static <T> Optional<T> find(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce(failure, (first, second) -> second);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return SafeText.of(message == null ? cause.getClass().getSimpleName() : message);
    }
}
