package io.securechat.cli;

import io.securechat.tls.TrustFile;
import io.securechat.tls.TrustFile.Meaning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Whom to trust, for {@code serve} and {@code join} alike. */
final class TrustOptions {
    @Option(
            names = "--trust-ca",
            paramLabel = "FILE",
            description =
                    "Certificates of CAs: what they issue is accepted; may be repeated (ca.crt, where it exists).")
    private List<Path> authorities = new ArrayList<>();

    @Option(
            names = "--pin",
            paramLabel = "FILE",
            description =
                    "Certificates of the other side, each accepted for itself only; may be repeated (for serve client.crt, for join server.crt, where it exists).")
    private List<Path> pins = new ArrayList<>();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description =
                    "Certificates that are no CA's, as by --pin, or the CA in a file named ca.crt; may be repeated.")
    private List<Path> unsaid = new ArrayList<>();

    private final Path usualPin;

    /** @param usualPin what is pinned when the user names nothing to trust, where it exists */
    TrustOptions(String usualPin) {
        this.usualPin = Path.of(usualPin);
    }

    /** Whether the user names what to trust, so that the usual files do not count. */
    private boolean areGiven() {
        return Stream.of(authorities, pins, unsaid).anyMatch(files -> !files.isEmpty());
    }

    /** The files that the user names, or the usual ones, which need not exist. */
    List<TrustFile> files() {
        return areGiven()
                ? Stream.of(
                                files(unsaid, Meaning.UNSAID),
                                files(authorities, Meaning.AUTHORITIES),
                                files(pins, Meaning.PINS))
                        .flatMap(files -> files)
                        .toList()
                : List.of(new TrustFile(usualPin, Meaning.PINS), TrustFile.usualAuthority());
    }

    /** The files that the user names, or those of the usual ones that exist. */
    List<TrustFile> presentFiles() {
        return files().stream()
                .filter(file -> areGiven() || Files.exists(file.path()))
                .toList();
    }

    private static Stream<TrustFile> files(List<Path> paths, Meaning meaning) {
        return paths.stream().map(path -> new TrustFile(path, meaning));
    }
}
