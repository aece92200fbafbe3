package io.securechat.server.block;

import io.netty.util.NetUtil;
import io.securechat.irc.Names;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The object of a block.
 *
 * @param text a folded name, a fingerprint of 64 lower-case hexadecimal digits, or an address with or without a prefix length
 */
public record Target(Kind kind, String text) {
    /** The forms that {@link #parse} takes, for error messages. */
    public static final String RULE = "use the name in a certificate, the SHA-256 of a certificate, an address such as"
            + " 192.0.2.7, or a network such as 192.0.2.0/24 (/8 or longer, IPv6 /16 or longer)";

    private static final Pattern FINGERPRINT = Pattern.compile("(?i)(?:sha256:)?((?:[0-9a-f]{2}:?){31}[0-9a-f]{2})");
    private static final Pattern NETWORK = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(\\d{1,3}))?");
    private static final int IPV4_BYTES = 4;

    /** The shortest prefixes: shorter ones would be mistakes. */
    private static final int SHORTEST_IPV4 = 8;

    private static final int SHORTEST_IPV6 = 16;

    public enum Kind {
        /** The name in a certificate, from any trusted CA. */
        ACCOUNT,
        /** One certificate. */
        CERTIFICATE,
        /** An IP address or a network. */
        ADDRESS;

        /** Returns the word for it in the file and in messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the target that a user means; empty if the text has none of the forms. */
    public static Optional<Target> parse(String typed) {
        Matcher fingerprint = FINGERPRINT.matcher(typed);
        if (fingerprint.matches()) {
            String digits = fingerprint.group(1).replace(":", "").toLowerCase(Locale.ROOT);
            return Optional.of(new Target(Kind.CERTIFICATE, digits));
        }
        return Names.isNick(typed) ? Optional.of(new Target(Kind.ACCOUNT, Names.fold(typed))) : network(typed);
    }

    private static Optional<Target> network(String typed) {
        Matcher network = NETWORK.matcher(typed);
        byte[] address = network.matches() ? NetUtil.createByteArrayFromIpAddressString(network.group(1)) : null;
        if (address == null) {
            return Optional.empty();
        }
        int bits = address.length * Byte.SIZE;
        int prefix = network.group(2) == null ? bits : Integer.parseInt(network.group(2));
        if (prefix > bits || prefix < (address.length == IPV4_BYTES ? SHORTEST_IPV4 : SHORTEST_IPV6)) {
            return Optional.empty();
        }
        for (int bit = prefix; bit < bits; bit++) {
            address[bit / Byte.SIZE] &= (byte) ~(1 << (Byte.SIZE - 1 - bit % Byte.SIZE));
        }
        String text = NetUtil.bytesToIpAddress(address);
        return Optional.of(new Target(Kind.ADDRESS, prefix == bits ? text : text + "/" + prefix));
    }

    /** Returns it in words, such as {@code account ada}. */
    @Override
    public String toString() {
        return kind.word() + " " + text;
    }
}
