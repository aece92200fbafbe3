package io.securechat.server.limit;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The network that one attacker usually has: an IPv4 address, or an IPv6 /64. */
public final class Networks {
    private Networks() {}

    /** The network of an address with a port, in the form of {@link NetUtil#toSocketAddressString}. */
    public static String of(String addressAndPort) {
        InetAddress address = address(addressAndPort);
        return address == null ? host(addressAndPort) : of(address);
    }

    /** Returns the address without the port, or null if it is malformed. */
    public static @Nullable InetAddress address(String addressAndPort) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host(addressAndPort));
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String host(String addressAndPort) {
        return addressAndPort
                .substring(0, Math.max(0, addressAndPort.lastIndexOf(':')))
                .replaceAll("[\\[\\]]", "");
    }

    public static String of(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : NetUtil.bytesToIpAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16)) + "/64";
    }
}
