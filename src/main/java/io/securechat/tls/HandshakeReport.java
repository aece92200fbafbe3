package io.securechat.tls;

import static java.util.Map.entry;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.securechat.Problem;
import io.securechat.SafeText;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts a failed handshake into words, and an alert that comes after it: in TLS 1.3 the client has finished its handshake
 * before the server has judged its certificate.
 */
public final class HandshakeReport {
    /** How BoringSSL and the JDK write the alert that they got (RFC 8446 §6). */
    private static final Pattern ALERT =
            Pattern.compile("(?:TLSV1|SSLV3)_(?:ALERT_)?([A-Z_]+)|Received fatal alert: ([a-z_]+)");

    private static final String NO_CERTIFICATE =
            "no client certificate; make one for it: " + Problem.command("gencert user NAME")
                    + "; clients show none whose key is neither P-256, P-384 nor RSA of 2048 to 4096 bits";

    private static final String ODD_KEY =
            "the key in the certificate is not used for TLS here; P-256, P-384 and RSA of 2048 to 4096 bits are";

    /** What BoringSSL and the JDK say of the commonest faults of the other side, and what it is in plain words. */
    private static final Map<String, String> PLAIN = Map.ofEntries(
            entry("PEER_DID_NOT_RETURN_A_CERTIFICATE", NO_CERTIFICATE),
            entry("Empty client certificate chain", NO_CERTIFICATE),
            entry("UNSUPPORTED_PROTOCOL", "no common TLS version"),
            entry("is not enabled or supported in server context", "no common TLS version"),
            entry("are not accepted by server preferences", "no common TLS version"),
            entry("NO_SHARED_CIPHER", "no common cipher"),
            entry("no cipher suites in common", "no common cipher"),
            entry("NO_SHARED_GROUP", "no common key exchange"),
            entry("NO_COMMON_SIGNATURE_ALGORITHMS", ODD_KEY),
            entry("No supported CertificateVerify signature algorithm", ODD_KEY),
            entry("UNKNOWN_CERTIFICATE_TYPE", ODD_KEY),
            entry("UNSUPPORTED_ALGORITHM", ODD_KEY),
            entry("WRONG_SIGNATURE_TYPE", ODD_KEY),
            entry("BAD_E_VALUE", "the RSA key in the certificate has a strange exponent; 65537 is usual"),
            entry("MODULUS_TOO_LARGE", "the RSA key in the certificate is too long; 2048 to 4096 bits are accepted"),
            entry(
                    "KEY_USAGE_BIT_INCORRECT",
                    "the certificate's key usage does not allow digital signatures, and so no TLS; is it a CA's?"),
            entry("CANNOT_PARSE_LEAF_CERT", "the certificate is damaged"),
            entry("BAD_SIGNATURE", "the other side does not have the key of the certificate that it shows"),
            entry("EXCESSIVE_MESSAGE_SIZE", "the certificates that were shown are too long"),
            entry("certificate chain length", "more certificates were shown than are accepted"));

    /** The alerts by which a certificate is refused (RFC 8446 §6.2). */
    private static final Set<String> OF_CERTIFICATES = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca",
            "access_denied");

    private HandshakeReport() {}

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
        ServerRefused ourFault = new ServerRefused(own.certificate(), failure);
        ServerNotAccepted itsFault = new ServerNotAccepted(host + ":" + port, host, failure);
        return find(failure, OpenSslCertificateException.class)
                .map(itsFault::certificate)
                .or(() -> alert(failure).flatMap(ourFault::alert))
                .orElseGet(() -> itsFault.connection(describe(failure)));
    }

    /**
     * What {@code join} tells when the server ends the chat for the sake of the user's certificate, in the words of a refused
     * handshake.
     *
     * @param alert what the server would have sent in the handshake, such as {@code certificate_revoked} (RFC 8446 §6)
     * @throws IllegalArgumentException when that alert is not about a certificate
     */
    public static Problem forClient(String alert, Identity own) {
        return new ServerRefused(own.certificate(), null)
                .alert(alert)
                .orElseThrow(() -> new IllegalArgumentException(alert));
    }

    /** Whether this side has refused the certificate that the other one has shown. */
    public static boolean isPeerRefused(Throwable failure) {
        return find(failure, OpenSslCertificateException.class).isPresent();
    }

    /** Whether the other side has refused the certificate that it was shown: trying again is then of no use. */
    public static boolean isOwnCertificateRefused(Throwable failure) {
        return !isPeerRefused(failure)
                && alert(failure).filter(OF_CERTIFICATES::contains).isPresent();
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
