package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --dir}: where gencert works. */
final class DirectoryOption {
    @Option(names = "--dir", paramLabel = "DIR", description = "where the files are (default: the working directory)")
    private Path directory = Path.of("");

    /** @throws Problem when it is not there */
    Path directory() {
        if (!Files.isDirectory(directory)) {
            throw new Problem("there is no directory " + directory, "make it first: mkdir -p " + Shell.word(directory));
        }
        return directory;
    }

    /** What another command needs to work in the same directory: nothing, or an option with a space before it. */
    String again() {
        return isWorkingDirectory() ? "" : " --dir " + Shell.word(directory);
    }

    boolean isWorkingDirectory() {
        return directory.toAbsolutePath().normalize().equals(Path.of("").toAbsolutePath());
    }
}
