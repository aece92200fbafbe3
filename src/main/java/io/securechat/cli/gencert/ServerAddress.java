package io.securechat.cli.gencert;

import io.securechat.cli.option.Converters.InvalidValueException;
import io.securechat.cli.option.Defaults;
import io.securechat.tls.x509.HostNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * The address of a server as written on the command line: {@code chat.example.org:8443} or {@code [::1]:8443}.
 *
 * @param host a DNS name, or an IP address without brackets
 */
record ServerAddress(String host, int port) {
    static final int USUAL_PORT = Defaults.PORT;

    private static final Pattern FORM = Pattern.compile("(?:\\[(?<v6>[^\\]]+)\\]|(?<name>[^:]+)):(?<port>[0-9]{1,5})");

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** The converter of an option. */
    static final class Converter implements ITypeConverter<ServerAddress> {
        @Override
        public ServerAddress convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (parts.matches()) {
                String host = parts.group("v6") == null ? parts.group("name") : parts.group("v6");
                int port = Integer.parseInt(parts.group("port"));
                if (HostNames.isValid(host) && port >= 1 && port <= Defaults.MAX_PORT) {
                    return new ServerAddress(host, port);
                }
            }
            throw new InvalidValueException("use HOST:PORT, such as localhost:8443");
        }
    }
}
