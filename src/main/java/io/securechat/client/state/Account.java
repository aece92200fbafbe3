package io.securechat.client.state;

import io.securechat.Sha256;
import io.securechat.irc.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/**
 * The places for the state of a user on a server. They stay the same with a renewed certificate; two guests with one certificate have
 * two.
 *
 * @param state the folder for all state
 * @param name a readable name, which belongs to this account only
 */
public record Account(Path state, String name) {
    private static final int DIGEST = 16;

    /**
     * Returns the places of an account.
     *
     * @param address of the server, with its port
     */
    public static Account of(Path state, String address, X509Certificate own, String nick) {
        String folded = Names.fold(nick);
        String who = String.join(
                "\n",
                address,
                own.getIssuerX500Principal().getName(),
                own.getSubjectX500Principal().getName(),
                folded);
        return new Account(state, fileName(address + "-" + folded, who));
    }

    /** Returns a readable file name that differs for different texts. */
    static String fileName(String readable, String text) {
        String digest = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
        return readable.replaceAll("[^\\p{Alnum}.-]", "_") + "-" + digest;
    }

    /** Returns the file for unsent messages. */
    public Path outbox() {
        return state.resolve("outbox").resolve(name + ".irc");
    }

    /** Returns a file for other state. */
    Path file(String file) {
        return state.resolve("accounts").resolve(name).resolve(file);
    }
}
