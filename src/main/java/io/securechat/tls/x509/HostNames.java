package io.securechat.tls.x509;

import io.securechat.Problem;
import io.securechat.SafeText;
import java.net.IDN;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/** Host names and IP addresses of a server, as in its certificate's subjectAltName. */
public final class HostNames {
    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern DNS_NAME = Pattern.compile("(?:" + LABEL + "\\.)*" + LABEL);
    private static final Pattern ENDS_LIKE_IP = Pattern.compile("(?:.*\\.)?[0-9]+");

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    private HostNames() {}

    /** Returns whether a text is a DNS name, possibly internationalized, or an IP address without brackets, port and mask. */
    public static boolean isValid(String host) {
        return IPAddress.isValid(host) || isDnsName(ascii(host));
    }

    /**
     * Checks that a text is {@link #isValid valid}.
     *
     * @throws Problem if it is not; the sentence contains the text
     */
    public static void check(String host) {
        if (!isValid(host)) {
            throw new Problem(
                    "'" + SafeText.of(host) + "' is neither a host name nor an IP address",
                    "use a name or address without a port, such as chat.example.org or 192.0.2.7");
        }
    }

    /**
     * Returns a host as a subjectAltName.
     *
     * @throws Problem if the text is not {@link #isValid valid}
     */
    public static GeneralName generalName(String host) {
        check(host);
        return IPAddress.isValid(host)
                ? new GeneralName(GeneralName.iPAddress, host)
                : new GeneralName(GeneralName.dNSName, ascii(host));
    }

    /**
     * Returns hosts as subjectAltNames, each once.
     *
     * @throws Problem if one of them is not {@link #isValid valid}
     */
    public static List<GeneralName> generalNames(Collection<String> hosts) {
        return hosts.stream().map(HostNames::generalName).distinct().toList();
    }

    /** Returns the DNS names and IP addresses in a certificate, safe to print; none if they are unreadable. */
    public static List<String> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .map(name -> name.get(1))
                            .filter(String.class::isInstance)
                            .map(name -> SafeText.of(name.toString()))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static boolean isDnsName(String name) {
        return name.length() <= LONGEST
                && DNS_NAME.matcher(name).matches()
                && !ENDS_LIKE_IP.matcher(name).matches();
    }

    private static String ascii(String host) {
        if (ASCII.matcher(host).matches()) {
            return host.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
