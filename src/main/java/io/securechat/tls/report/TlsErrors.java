package io.securechat.tls.report;

import static java.util.Map.entry;

import io.securechat.Problem;
import io.securechat.SafeText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Causes in the messages of TLS exceptions. BoringSSL and the JDK report alerts and faults of the peer in no other way: BoringSSL by
 * {@code error:CODE:library:file:REASON}, whose codes and reasons are stable, the JDK by English sentences, which a test compares with
 * those of the JDKs that we support. A message that is not recognised is reported as it is.
 */
public final class TlsErrors {
    /** The code of an error in BoringSSL: library in the upper 8 bits, reason in the lower 12. */
    private static final Pattern CODE = Pattern.compile("error:([0-9a-fA-F]{8}):");

    private static final int LIBRARY_SHIFT = 24;
    private static final int REASON_MASK = 0xfff;
    private static final int LIBRARY_SSL = 16;

    /** SSL_AD_REASON_OFFSET: a greater reason is an alert of the peer. */
    private static final int ALERT_OFFSET = 1000;

    private static final Pattern JDK_ALERT = Pattern.compile("Received fatal alert: ([a-z_]+)");

    private static final int MAX_CAUSES = 20;

    private static final String NO_CERTIFICATE = "no client certificate; issue one: "
            + Problem.command("gencert user NAME")
            + "; one with a key other than P-256, P-384 or RSA of 2048 to 4096 bits is never sent";
    private static final String KEY =
            "the certificate's key is not accepted; use P-256, P-384 or RSA of 2048 to 4096 bits";
    private static final String NO_VERSION = "no common TLS version";
    private static final String NO_CIPHER = "no common cipher";

    private static final Map<String, String> CAUSES = Map.ofEntries(
            entry("PEER_DID_NOT_RETURN_A_CERTIFICATE", NO_CERTIFICATE),
            entry("Empty client certificate chain", NO_CERTIFICATE),
            entry("UNSUPPORTED_PROTOCOL", NO_VERSION),
            entry("is not enabled or supported in server context", NO_VERSION),
            entry("are not accepted by server preferences", NO_VERSION),
            entry("NO_SHARED_CIPHER", NO_CIPHER),
            entry("no cipher suites in common", NO_CIPHER),
            entry("NO_SHARED_GROUP", "no common key exchange"),
            entry("NO_COMMON_SIGNATURE_ALGORITHMS", KEY),
            entry("No supported CertificateVerify signature algorithm", KEY),
            entry("UNKNOWN_CERTIFICATE_TYPE", KEY),
            entry("UNSUPPORTED_ALGORITHM", KEY),
            // OpenSSL sends its alert in plain text until it has sent its own certificate, and BoringSSL cannot read
            // it.
            entry(
                    "BAD_PACKET_LENGTH",
                    "the peer ended the handshake; most likely it does not trust the certificate that it was shown"),
            entry("WRONG_SIGNATURE_TYPE", KEY),
            entry("BAD_E_VALUE", "the certificate's RSA key has an exponent that is not accepted; use 65537"),
            entry("MODULUS_TOO_LARGE", "the certificate's RSA key is too long; 2048 to 4096 bits are accepted"),
            entry(
                    "KEY_USAGE_BIT_INCORRECT",
                    "the certificate's keyUsage does not allow digital signatures; it may be a CA's"),
            entry("CANNOT_PARSE_LEAF_CERT", "the certificate is damaged"),
            entry("BAD_SIGNATURE", "the peer does not have the private key of its certificate"),
            entry("EXCESSIVE_MESSAGE_SIZE", "the certificate chain is too long"),
            entry("certificate chain length", "the certificate chain has too many certificates"));

    private TlsErrors() {}

    /** Returns the alert that the peer sent, if that is the cause. */
    public static Optional<TlsAlert> alert(Throwable failure) {
        return causes(failure)
                .map(cause -> alert(String.valueOf(cause.getMessage())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<TlsAlert> alert(String message) {
        Matcher boring = CODE.matcher(message);
        if (boring.find()) {
            int code = Integer.parseUnsignedInt(boring.group(1), 16);
            int reason = code & REASON_MASK;
            return code >>> LIBRARY_SHIFT == LIBRARY_SSL && reason >= ALERT_OFFSET
                    ? TlsAlert.of(reason - ALERT_OFFSET)
                    : Optional.empty();
        }
        Matcher jdk = JDK_ALERT.matcher(message);
        return jdk.find() ? TlsAlert.of(jdk.group(1)) : Optional.empty();
    }

    /** Returns the cause in plain words, safe to print. */
    static String cause(Throwable failure) {
        Throwable root = causes(failure).reduce(failure, (first, second) -> second);
        String message = root.getMessage();
        if (message == null) {
            return root.getClass().getSimpleName();
        }
        return CAUSES.entrySet().stream()
                .filter(entry -> message.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> SafeText.of(message));
    }

    /** Returns whether the peer sent no certificate. */
    static boolean isWithoutCertificate(Throwable failure) {
        return cause(failure).equals(NO_CERTIFICATE);
    }

    /** Returns the first exception of a type among a failure and its causes. */
    static <T> Optional<T> find(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
