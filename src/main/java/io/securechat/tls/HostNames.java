package io.securechat.tls;

import io.securechat.Problem;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/** The names that a server may be reached by, as they stand in its certificate. */
public final class HostNames {
    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern DNS_NAME = Pattern.compile("(?:" + LABEL + "\\.)*" + LABEL);
    private static final Pattern ENDS_LIKE_IP = Pattern.compile("(?:.*\\.)?[0-9]+");

    private HostNames() {}

    /** Whether a text is a DNS name, also an international one, or an IP address without brackets, port or mask. */
    public static boolean isValid(String host) {
        return IPAddress.isValid(host) || isDnsName(ascii(host));
    }

    /** @throws Problem when the text is neither a DNS name nor an IP address */
    static GeneralName generalName(String host) {
        if (IPAddress.isValid(host)) {
            return new GeneralName(GeneralName.iPAddress, host);
        }
        String name = ascii(host);
        if (!isDnsName(name)) {
            throw new Problem(
                    "'" + SafeText.of(host) + "' is neither a host name nor an IP address",
                    "give the bare name or address, such as chat.example.org or 192.0.2.7");
        }
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static boolean isDnsName(String name) {
        return name.length() <= LONGEST
                && DNS_NAME.matcher(name).matches()
                && !ENDS_LIKE_IP.matcher(name).matches();
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
