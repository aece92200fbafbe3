package io.securechat.cli;

import io.securechat.tls.HostNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a server is, as people write it: {@code chat.example.org:8443} or {@code [::1]:8443}.
 *
 * @param host a name, or an address without brackets
 */
record ServerAddress(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[(?<v6>[^\\]]+)\\]|(?<name>[^:]+)):(?<port>[0-9]{1,5})");

    /** As it is typed. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<ServerAddress> {
        @Override
        public ServerAddress convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (parts.matches()) {
                String host = parts.group("v6") == null ? parts.group("name") : parts.group("v6");
                int port = Integer.parseInt(parts.group("port"));
                if (HostNames.isValid(host) && Destination.isPort(port)) {
                    return new ServerAddress(host, port);
                }
            }
            throw new TypeConversionException("'" + text + "' is not HOST:PORT, such as localhost:8443");
        }
    }
}
