package io.securechat.client.outbox;

import io.securechat.Sha256;
import io.securechat.client.connection.Endpoint;
import io.securechat.irc.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;

/** The directory of the operating system for state of the user's programs, and the names of our files in it. */
public final class StateDirectory {
    private static final String NAME = "securechat";
    private static final int DIGEST = 16;

    private StateDirectory() {}

    /** Returns the directory of this user on this machine. */
    public static Path own() {
        return of(System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")), System.getenv());
    }

    /** @param account the user's home directory, which the environment may override */
    static Path of(String system, Path account, Map<String, String> environment) {
        String os = system.toLowerCase(Locale.ROOT);
        Path home = os.startsWith("windows") ? account : account.resolve(environment.getOrDefault("HOME", ""));
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (!state.isEmpty() && Path.of(state).isAbsolute()) {
            return Path.of(state, NAME);
        } else if (os.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local)).resolve(NAME);
        } else if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve(NAME);
        }
        return home.resolve(".local").resolve("state").resolve(NAME);
    }

    /** Returns the outbox file of a user on a server. It stays the same with a renewed certificate; two guests with one certificate have two. */
    public static Path outbox(Path state, Endpoint endpoint, String nick) {
        X509Certificate own = endpoint.identity().certificate();
        String who = String.join(
                "\n",
                endpoint.address(),
                own.getIssuerX500Principal().getName(),
                own.getSubjectX500Principal().getName(),
                Names.fold(nick));
        String readable = (endpoint.address() + "-" + Names.fold(nick)).replaceAll("[^\\p{Alnum}.-]", "_");
        return state.resolve("outbox").resolve(readable + "-" + digest(who) + ".irc");
    }

    private static String digest(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
    }
}
