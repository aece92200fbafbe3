package io.securechat.cli.gencert;

import io.securechat.Problem;
import io.securechat.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --dir}: the directory that gencert works in. */
public final class DirectoryOption {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Directory of the files (default: the working directory)")
    private Path directory = Path.of("");

    /**
     * Returns the directory.
     *
     * @throws Problem if it does not exist
     */
    public Path directory() {
        if (!Files.isDirectory(directory)) {
            throw new Problem("there is no directory " + directory, "create it: mkdir -p " + Shell.word(directory));
        }
        return directory;
    }

    /** Returns the option for another command, with a leading space; empty for the working directory. */
    public String again() {
        return isWorkingDirectory() ? "" : " --dir " + Shell.word(directory);
    }

    public boolean isWorkingDirectory() {
        return directory.toAbsolutePath().normalize().equals(Path.of("").toAbsolutePath());
    }
}
