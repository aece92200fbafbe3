package io.securechat.server;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/** What one attacker usually has to himself: an IPv4 address, or an IPv6 /64. */
final class Networks {
    private Networks() {}

    static String of(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : NetUtil.bytesToIpAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16)) + "/64";
    }
}
