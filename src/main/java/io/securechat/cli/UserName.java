package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.irc.Lookalikes;
import io.securechat.irc.Names;
import io.securechat.tls.IssueLog;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The name that a CA vouches for, and the names of the files of its holder. */
record UserName(String name) {
    private static final Set<String> RESERVED = Set.of("ca", "crl", "server", "client");

    /** @throws Problem when it is not a valid nick, or the name of our own files */
    static UserName of(String name) {
        if (!Names.isNick(name)) {
            throw new Problem("invalid name: '" + name + "'", Names.NICK_RULE);
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new Problem(
                    "the name '" + name + "' is not to be had: " + name.toLowerCase(Locale.ROOT)
                            + ".crt and the like are other files",
                    "use another name");
        }
        return new UserName(name);
    }

    /** The same for a name on the command line. */
    static UserName of(@Nullable CommandSpec spec, String name) {
        try {
            return of(name);
        } catch (Problem problem) {
            throw new UsageException(spec, problem);
        }
    }

    /** Whether a line of the log is about a certificate of this name, however it is spelled. */
    boolean holds(IssueLog.Entry entry) {
        return entry.kind() == IssueLog.Kind.USER && Names.same(entry.name(), name);
    }

    /**
     * Makes sure that the name is not taken for somebody else's.
     *
     * @throws Problem when a name that the CA has given, a person's or a server's, could be mistaken for it, or when it is that of
     *     a service of IRC
     */
    void requireDistinct(IssueLog log) {
        log.select(entry -> !holds(entry) && Lookalikes.alike(entry.name(), name)).stream()
                .findFirst()
                .ifPresent(entry -> {
                    throw new Problem(
                            "the name " + name + " could be mistaken for " + entry.name()
                                    + ", which has been given already",
                            "choose a name that nobody confuses with it: with a surname, a number or an initial");
                });
        if (Stream.concat(Names.SERVICES.stream(), Stream.of(Serve.DEFAULT_NAME, Serve.DEFAULT_NETWORK))
                .anyMatch(service -> Lookalikes.alike(service, name))) {
            throw new Problem(
                    "the name " + name + " is reserved for a server or for one of its services", "use another name");
        }
    }

    /**
     * A file of the holder. Whatever a shell or a file system could take for something else is written as in a URL, so that
     * the file is always in the directory.
     *
     * @throws Problem when this system cannot write the name
     */
    Path file(Path directory, String extension) {
        StringBuilder file = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean plain = Character.isLetterOrDigit(c) || c > 0x7f || c == '-' || c == '_';
            if (plain || (c == '.' && !file.isEmpty())) {
                file.appendCodePoint(c);
            } else {
                file.append(String.format(Locale.ROOT, "%%%02X", c));
            }
        });
        try {
            return directory.resolve(file.append(extension).toString());
        } catch (InvalidPathException e) {
            throw new Problem(
                    "'" + name + "' cannot be the name of a file here",
                    "run it with a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** The name as a word of a command line. */
    @Override
    public String toString() {
        return Shell.word(name);
    }
}
