package io.securechat.cli.option;

import io.securechat.cli.configuration.Live;
import io.securechat.tls.trust.TrustFile;
import io.securechat.tls.trust.TrustFile.Meaning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The certificates that {@code serve} or {@code join} trusts. */
public final class TrustOptions {
    @Live
    @Option(
            names = "--trust-ca",
            paramLabel = "FILE",
            description =
                    "Certificates of CAs; every certificate they issued is accepted; may be repeated (default: ca.crt, if it exists)")
    private List<Path> authorities = new ArrayList<>();

    @Live
    @Option(
            names = "--pin",
            paramLabel = "FILE",
            description =
                    "Certificates to accept individually, not those they issued; may be repeated (default, if it exists: client.crt for serve, server.crt for join)")
    private List<Path> pins = new ArrayList<>();

    @Live
    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Like --trust-ca for a CA in a file named ca.crt, otherwise like --pin; may be repeated")
    private List<Path> unsaid = new ArrayList<>();

    private final Path usualPin;

    /** @param usualPin the file pinned by default, if it exists */
    public TrustOptions(String usualPin) {
        this.usualPin = Path.of(usualPin);
    }

    /** Returns whether the user names files, so that the defaults do not apply. */
    private boolean areGiven() {
        return Stream.of(authorities, pins, unsaid).anyMatch(files -> !files.isEmpty());
    }

    /** Returns the files that the user names, or the default ones, which need not exist. */
    public List<TrustFile> files() {
        return areGiven()
                ? Stream.of(
                                files(unsaid, Meaning.UNSAID),
                                files(authorities, Meaning.AUTHORITIES),
                                files(pins, Meaning.PINS))
                        .flatMap(files -> files)
                        .toList()
                : List.of(new TrustFile(usualPin, Meaning.PINS), TrustFile.usualAuthority());
    }

    /**
     * Returns the files that the user names, or the default ones that exist beside a certificate. A foreign working directory must
     * not decide whom to trust, so the default ones there count only for a certificate in or below it.
     */
    public List<TrustFile> presentFiles(Path certificate) {
        if (areGiven()) {
            return files();
        }
        List<TrustFile> beside = present(certificate.resolveSibling(""));
        return beside.isEmpty() && !certificate.isAbsolute() ? present(Path.of("")) : beside;
    }

    /** Returns the files that the user names, or the default ones of the working directory that exist. */
    public List<TrustFile> presentFiles() {
        return areGiven() ? files() : present(Path.of(""));
    }

    private List<TrustFile> present(Path folder) {
        return files().stream()
                .map(file -> new TrustFile(folder.resolve(file.path()), file.meaning()))
                .filter(file -> Files.exists(file.path()))
                .toList();
    }

    private static Stream<TrustFile> files(List<Path> paths, Meaning meaning) {
        return paths.stream().map(path -> new TrustFile(path, meaning));
    }
}
