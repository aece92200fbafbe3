package io.securechat.cli.gencert;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.option.Defaults;
import io.securechat.cli.terminal.UsageException;
import io.securechat.irc.Lookalikes;
import io.securechat.irc.Names;
import io.securechat.tls.authority.IssueLog;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The name of a certificate holder, and the names of their files. */
public record UserName(String name) {
    private static final Set<String> RESERVED = Set.of("ca", "ca-old", "crl", "server", "client", "users");

    /**
     * Returns a checked name.
     *
     * @throws Problem if it is not a valid nick, or is reserved for files of gencert
     */
    public static UserName of(String name) {
        if (!Names.isNick(name)) {
            throw new Problem("invalid name: '" + name + "'", Names.NICK_RULE);
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new Problem(
                    "the name '" + name + "' is reserved: gencert uses " + name.toLowerCase(Locale.ROOT)
                            + ".crt or .crl for other files",
                    "choose another name");
        }
        return new UserName(name);
    }

    /**
     * Returns a checked name from the command line.
     *
     * @throws UsageException for the same reasons, for a name on the command line
     */
    public static UserName ofArgument(String name) {
        try {
            return of(name);
        } catch (Problem problem) {
            throw new UsageException(problem);
        }
    }

    /** Returns whether an entry of the log is a certificate of this name, in any spelling. */
    public boolean holds(IssueLog.Entry entry) {
        return entry.kind() == IssueLog.Kind.USER && Names.same(entry.name(), name);
    }

    /**
     * Requires that the name can be issued to a new holder.
     *
     * @param renew the command that issues another certificate to its holder
     * @throws Problem if the CA has issued this name or one that could be mistaken for it, or it is the name of an IRC service
     */
    public void requireFree(IssueLog log, String renew) {
        if (!log.select(this::holds).isEmpty()) {
            throw new Problem(
                    "the name " + name + " has already been issued, and stays with its holder",
                    "to issue its holder another certificate: " + Problem.command(renew));
        }
        requireDistinct(log);
    }

    /**
     * Requires that the CA has issued the name before.
     *
     * @param issue the command that issues it for the first time
     * @return the certificates of this name, never empty
     * @throws Problem if there is none
     */
    public List<IssueLog.Entry> requireIssued(IssueLog log, String issue) {
        List<IssueLog.Entry> entries = log.select(this::holds);
        if (entries.isEmpty()) {
            throw new Problem("the CA has never issued the name " + name, "to issue it: " + Problem.command(issue));
        }
        return entries;
    }

    private void requireDistinct(IssueLog log) {
        log.select(entry -> !holds(entry) && Lookalikes.alike(entry.name(), name)).stream()
                .findFirst()
                .ifPresent(entry -> {
                    throw new Problem(
                            "the name " + name + " could be mistaken for " + entry.name()
                                    + ", which has already been issued",
                            "choose a distinct name, with a surname, an initial or a number");
                });
        if (Stream.concat(Names.SERVICES.stream(), Stream.of(Defaults.SERVER_NAME, Defaults.NETWORK))
                .anyMatch(service -> Lookalikes.alike(service, name))) {
            throw new Problem(
                    "the name " + name + " is reserved for servers and their services", "choose another name");
        }
    }

    /**
     * Returns a file of the holder. Characters that a shell or a file system could misinterpret are percent-encoded, so that the
     * file is always in the directory.
     *
     * @throws Problem if the locale's encoding does not have the characters of the name
     */
    public Path file(Path directory, String extension) {
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
                    "'" + name + "' cannot be a file name in this locale", "use a UTF-8 locale: LC_ALL=C.UTF-8", e);
        }
    }

    /** Returns the name as a word of a command line. */
    @Override
    public String toString() {
        return Shell.word(name);
    }
}
