package io.securechat.cli.gencert.command;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Shell;
import io.securechat.cli.gencert.DaysOption;
import io.securechat.cli.gencert.DirectoryOption;
import io.securechat.cli.gencert.IssueReport;
import io.securechat.cli.terminal.Passphrase;
import io.securechat.cli.terminal.UsageException;
import io.securechat.tls.authority.Authority;
import io.securechat.tls.authority.AuthorityDirectory;
import io.securechat.tls.authority.IssueLog;
import io.securechat.tls.authority.IssueLog.Entry;
import io.securechat.tls.authority.RollOver;
import io.securechat.tls.authority.SelfSigned;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gencert ca}: creates a CA. */
@Command(
        name = "ca",
        header = "Create a CA, which issues certificates to servers and users: ca.crt and ca.key.",
        description = {
            "A server that trusts ca.crt accepts every user whose certificate the CA has issued, and "
                    + "believes the name in it. Keep ca.key secret: with it, anyone can impersonate any user. A "
                    + "passphrase encrypts it; at a terminal you are prompted for one.%n",
            "To replace a CA while the server runs:",
            "  1. gencert ca --next: a new CA issues; ca.crt and ca.crl have both. Copy them to the server.",
            "  2. gencert renew users: send all users their new files, with the new ca.crt.",
            "  3. gencert renew server, when all users have the new ca.crt.",
            "  4. gencert ca --drop: the former CA is no longer trusted. Copy ca.crt and ca.crl to the server.%n",
            "Users keep their accounts, because the new CA's certificate proves that the former CA appointed it."
        })
public final class GencertCa implements Callable<Integer> {
    private static final int LONGEST_NAME = 64;
    private static final int MOST_NAMED = 20;
    private static final Duration LISTS = Duration.ofDays(DaysOption.REVOCATIONS);

    @Mixin
    private DirectoryOption place = new DirectoryOption();

    @Mixin
    private DaysOption days = new DaysOption();

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "Name of the CA (default: securechat CA and six random hexadecimal digits)")
    private @Nullable String name;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the passphrase for ca.key in its first line")
    private @Nullable Path passphraseFile;

    @ArgGroup
    private @Nullable Change change;

    /** The two ends of the replacement of a CA: exactly one is given. */
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private static final class Change {
        @Option(names = "--next", description = "Create the CA that succeeds the present one, with the same passphrase")
        private boolean next;

        @Option(
                names = "--drop",
                description = "Stop trusting the former CA, with its revocation list; its key ca-old.key is deleted")
        private boolean drop;
    }

    @Option(
            names = "--force",
            description =
                    "With --drop: also if users have certificates of the former CA only, who can then no longer connect")
    private boolean force;

    @Override
    public Integer call() {
        if (force && (change == null || !change.drop)) {
            throw new UsageException(new Problem(
                    "--force applies to --drop only: a CA is never overwritten", "use another directory: --dir DIR"));
        }
        if (change != null) {
            AuthorityDirectory directory = new AuthorityDirectory(place.directory());
            Passphrase passphrase = new Passphrase(passphraseFile, directory.key());
            AtomicReference<char @Nullable []> used = new AtomicReference<>();
            Authority present = directory.open(
                    () -> {
                        used.set(passphrase.get());
                        return passphrase.get();
                    },
                    Clock.systemUTC());
            if (change.next) {
                succeed(directory, present, used.get());
            }
            if (change.drop) {
                drop(directory, present);
            }
        } else {
            create();
        }
        return 0;
    }

    private void succeed(AuthorityDirectory directory, Authority present, char @Nullable [] passphrase) {
        RollOver rollOver = new RollOver(directory);
        rollOver.requireDropped();
        Identity next = present.successor(name(), days.orElse(DaysOption.CA));
        rollOver.succeed(present, next, passphrase, LISTS);
        IssueReport report = new IssueReport();
        report.certificate(directory.certificate(), next.certificate())
                .line("    followed by the former CA " + CertificateName.subject(present.certificate()))
                .key(directory.key());
        report.line(directory.formerKey() + "  the former CA's key; keep it secret");
        report.next(
                "copy " + directory.certificate()
                        + (Files.exists(directory.revocations()) ? " and " + directory.revocations() : "")
                        + " to the server, then renew all users, and the server when all have the new ca.crt:",
                Problem.command("gencert renew users" + place.again()),
                Problem.command("gencert renew server" + place.again()),
                Problem.command("gencert ca --drop" + place.again()));
    }

    private void drop(AuthorityDirectory directory, Authority present) {
        List<X509Certificate> all = directory.readCertificates();
        if (all.size() < 2) {
            throw new Problem(
                    directory.certificate() + " has no former CA to drop",
                    "to begin: " + Problem.command("gencert ca --next" + place.again()));
        }
        new RollOver(directory).dropFormer(present, this::requireRenewed, LISTS);
        IssueReport report = new IssueReport();
        all.subList(1, all.size())
                .forEach(former -> report.line("dropped the former CA " + CertificateName.subject(former)));
        report.certificate(directory.certificate(), present.certificate())
                .next("copy it" + (Files.exists(directory.revocations()) ? " and " + directory.revocations() : "")
                        + " to the server, which then closes the connections of the former CA's certificates.");
    }

    private void requireRenewed(IssueLog log) {
        List<Entry> former = force ? List.of() : log.former(Instant.now());
        if (!former.isEmpty()) {
            throw new Problem(
                    former.size() + (former.size() == 1 ? " certificate is" : " certificates are")
                            + " of the former CA only: "
                            + former.stream().limit(MOST_NAMED).map(Entry::name).collect(Collectors.joining(", "))
                            + (former.size() > MOST_NAMED ? ", …" : ""),
                    "renew them: " + Problem.command("gencert renew users" + place.again())
                            + (former.stream().anyMatch(entry -> entry.kind() == IssueLog.Kind.SERVER)
                                    ? " and " + Problem.command("gencert renew server" + place.again())
                                    : "")
                            + "; or drop the CA all the same, with --force");
        }
    }

    private String name() {
        String chosen = name == null ? newName() : name;
        if (chosen.isBlank() || chosen.length() > LONGEST_NAME || !SafeText.isVisible(chosen)) {
            throw UsageException.invalid("--name", chosen, "use 1 to 64 visible characters");
        }
        return chosen;
    }

    private void create() {
        String chosen = name();
        SelfSigned maker = new SelfSigned(Clock.systemUTC(), days.orElse(DaysOption.CA));
        AuthorityDirectory directory = new AuthorityDirectory(place.directory());
        directory.requireNone();
        char[] passphrase = Passphrase.choose(passphraseFile, "Passphrase for ca.key (empty for none): ");
        Identity ca = maker.authority(chosen);
        directory.create(ca, passphrase.length == 0 ? null : passphrase);
        Arrays.fill(passphrase, '\0');
        print(directory, ca, passphrase.length > 0);
    }

    private void print(AuthorityDirectory directory, Identity ca, boolean encrypted) {
        IssueReport report = new IssueReport();
        report.certificate(directory.certificate(), ca.certificate()).key(directory.key());
        if (!encrypted) {
            String key = Shell.word(directory.key());
            String copy = Shell.word(directory.key() + ".new");
            report.line("note: the key is not encrypted; to encrypt it with a passphrase:")
                    .line("    openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 600000 -in " + key + " -out " + copy
                            + " && mv " + copy + " " + key);
        }
        report.next(
                "issue a certificate for the server and one for each user:",
                Problem.command("gencert server" + place.again() + " HOST"),
                Problem.command("gencert user" + place.again() + " NAME"));
    }

    /** Returns a name with a random part: a server may trust several CAs, and must tell them apart. */
    private static String newName() {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return "securechat CA " + HexFormat.of().formatHex(random);
    }
}
