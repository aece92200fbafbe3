package io.securechat.cli.serve;

import io.securechat.cli.option.Converters.InvalidValueException;
import io.securechat.cli.option.Defaults;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** {@code --metrics}: the address for monitoring. */
final class MetricsOption {
    @Option(
            names = "--metrics",
            paramLabel = "[HOST:]PORT",
            converter = Address.class,
            description =
                    "Serve metrics for Prometheus at http://HOST:PORT/metrics, and checks at /healthz and /readyz (default host: 127.0.0.1)")
    private @Nullable InetSocketAddress address;

    /** Returns the address, or null for no metrics. */
    @Nullable InetSocketAddress address() {
        return address;
    }

    static final class Address implements ITypeConverter<InetSocketAddress> {
        private static final Pattern FORM =
                Pattern.compile("(?:(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+)):)?(\\d{1,5})");

        @Override
        public InetSocketAddress convert(String text) {
            Matcher parts = FORM.matcher(text);
            int port = parts.matches() ? Integer.parseInt(parts.group(3)) : -1;
            if (port < 0 || port > Defaults.MAX_PORT) {
                throw new InvalidValueException("use [HOST:]PORT such as 9464 or 10.0.0.5:9464, with a port from 1 to "
                        + Defaults.MAX_PORT + ", or 0 for any free port");
            }
            String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
            return host == null
                    ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                    : InetSocketAddress.createUnresolved(host, port);
        }
    }
}
