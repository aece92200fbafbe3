package io.securechat.cli.join;

import io.securechat.Problem;
import io.securechat.cli.option.Defaults;
import io.securechat.tls.x509.HostNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address that {@code join} connects to, as written on the command line: {@code chat.example.org},
 * {@code chat.example.org:7000}, {@code alice@chat:7000}, {@code [::1]:7000}, {@code ::1}, {@code ircs://alice@chat:7000/tea} or the same with {@code securechat://}.
 *
 * @param host a DNS name, or an IP address without brackets
 * @param name the user's name, null if unspecified
 * @param room null if unspecified
 */
record Destination(
        String host,
        int port,
        @Nullable String name,
        @Nullable String room) {
    /** The end of the sentence about a text that is not an address. */
    static final String INVALID = " is not a server address";

    private static final Pattern SCHEME = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<rest>.*)");
    private static final Pattern FORM =
            Pattern.compile("(?:(?<name>[^@:/\\[\\]]*)@)?(?<host>\\[[^\\]]*\\]|[^:@/\\[\\]]*)(?::(?<port>[0-9]*))?");
    private static final Pattern BARE_V6 =
            Pattern.compile("(?:(?<name>[^@:/\\[\\]]*)@)?(?<host>[0-9A-Fa-f:.]*:[^@/\\[\\]]*)");

    /**
     * Parses an address and combines it with the options.
     *
     * @param port null, like the others, if the option is not given
     * @throws Problem if it is not an address, or contradicts an option
     */
    static Destination of(String text, @Nullable Integer port, @Nullable String name, @Nullable String room) {
        Matcher url = SCHEME.matcher(text);
        String rest = text;
        String path = "";
        if (url.matches()) {
            checkScheme(url.group("scheme"), url.group("rest"));
            rest = url.group("rest");
            int slash = rest.indexOf('/');
            path = slash < 0 ? "" : rest.substring(slash + 1);
            rest = slash < 0 ? rest : rest.substring(0, slash);
        }
        Matcher parts = FORM.matcher(rest);
        Integer ownPort = null;
        if (parts.matches()) {
            ownPort = parts.group("port") == null ? null : port(parts.group("port"), text);
        } else {
            parts = BARE_V6.matcher(rest);
            if (!parts.matches()) {
                throw invalid(text, "use HOST, HOST:PORT, NAME@HOST, [IPV6]:PORT or ircs://HOST:PORT/ROOM");
            }
        }
        String host = parts.group("host").replaceAll("[\\[\\]]", "");
        if (!HostNames.isValid(host.replaceFirst("(?:%[\\w.-]+|(?<=\\w)\\.)$", ""))) {
            throw invalid(text, "use a host name or an IP address, such as chat.example.org, 192.0.2.7 or [::1]:7000");
        }
        String ownName = parts.group("name") == null ? null : decoded(parts.group("name"), url.matches());
        String ownRoom = room(path);
        checkAgrees("--port", port, ownPort, text);
        checkAgrees("--name", name, ownName, text);
        checkAgrees("--room", room, ownRoom, text);
        return new Destination(
                host,
                ownPort != null ? ownPort : port != null ? port : Defaults.PORT,
                name == null ? ownName : name,
                room == null ? ownRoom : room);
    }

    private static void checkScheme(String scheme, String rest) {
        switch (scheme.toLowerCase(Locale.ROOT)) {
            case "ircs", "securechat" -> {}
            case "irc" -> throw new Problem("irc:// is not encrypted, and not supported", "use ircs://" + rest);
            default ->
                throw new Problem(
                        scheme.toLowerCase(Locale.ROOT) + ":// addresses are not supported", "use ircs://" + rest);
        }
    }

    private static int port(String digits, String text) {
        int port = digits.isEmpty() || digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > Defaults.MAX_PORT) {
            throw invalid(text, Defaults.PORT_RULE);
        }
        return port;
    }

    /** Adds the {@code #} of a channel, which may be omitted: it begins a fragment in other URLs. */
    private static @Nullable String room(String path) {
        String room = decoded(path, true);
        return room.isEmpty() || room.startsWith("#") ? (room.isEmpty() ? null : room) : "#" + room;
    }

    private static String decoded(String text, boolean inUrl) {
        try {
            return inUrl ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
        } catch (IllegalArgumentException e) {
            throw invalid(text, "write % as %25 in URLs");
        }
    }

    private static void checkAgrees(String option, @Nullable Object given, @Nullable Object own, String text) {
        if (given != null && own != null && !Objects.equals(given, own)) {
            throw new Problem("'" + text + "' says " + own + ", but " + option + " says " + given, "omit one of them");
        }
    }

    private static Problem invalid(String text, String hint) {
        return new Problem("'" + text + "'" + INVALID, hint);
    }
}
