package io.securechat.server.block;

import io.netty.util.NetUtil;
import io.securechat.irc.Names;
import java.util.Arrays;
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

    /** A number that some programs read as octal. */
    private static final Pattern OCTAL = Pattern.compile("(?:^|\\.)0\\d[^:]*$");

    /** The start of IPv6 addresses that stand for IPv4 addresses. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

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

    /** Returns an account. No two issued names differ in case only, whatever their script. */
    public static Target account(String name) {
        return new Target(Kind.ACCOUNT, Names.fold(name).toLowerCase(Locale.ROOT));
    }

    /** Returns the target that a user means; empty if the text has none of the forms. */
    public static Optional<Target> parse(String typed) {
        Matcher fingerprint = FINGERPRINT.matcher(typed);
        if (fingerprint.matches()) {
            String digits = fingerprint.group(1).replace(":", "").toLowerCase(Locale.ROOT);
            return Optional.of(new Target(Kind.CERTIFICATE, digits));
        }
        return Names.isNick(typed) ? Optional.of(account(typed)) : network(typed);
    }

    private static Optional<Target> network(String typed) {
        Matcher network = NETWORK.matcher(typed);
        byte[] bytes = network.matches() && !OCTAL.matcher(typed).find()
                ? NetUtil.createByteArrayFromIpAddressString(network.group(1))
                : null;
        if (bytes == null) {
            return Optional.empty();
        }
        int given = network.group(2) == null ? bytes.length * Byte.SIZE : Integer.parseInt(network.group(2));
        byte[] address = unmapped(bytes);
        int bits = address.length * Byte.SIZE;
        int prefix = given - (bytes.length - address.length) * Byte.SIZE;
        if (prefix > bits || prefix < (address.length == IPV4_BYTES ? SHORTEST_IPV4 : SHORTEST_IPV6)) {
            return Optional.empty();
        }
        for (int bit = prefix; bit < bits; bit++) {
            address[bit / Byte.SIZE] &= (byte) ~(1 << (Byte.SIZE - 1 - bit % Byte.SIZE));
        }
        String text = NetUtil.bytesToIpAddress(address);
        return Optional.of(new Target(Kind.ADDRESS, prefix == bits ? text : text + "/" + prefix));
    }

    /** Returns the IPv4 address that an IPv6 address stands for (RFC 4291, section 2.5.5.2), as connections have it. */
    private static byte[] unmapped(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return address;
        }
        byte[] start = Arrays.copyOf(address, MAPPED.length);
        return Arrays.equals(start, MAPPED) ? Arrays.copyOfRange(address, MAPPED.length, address.length) : address;
    }

    /** Returns it in words, such as {@code account ada}. */
    @Override
    public String toString() {
        return kind.word() + " " + text;
    }
}
