package io.securechat.cli.serve.journal;

import io.securechat.Problem;
import io.securechat.cli.terminal.UsageException;
import java.nio.file.Path;

/** The argument of a command for a file that it creates. */
final class NewFile {
    /** Stands for standard output, where a command can write to it. */
    static final Path STANDARD_OUTPUT = Path.of("-");

    private NewFile() {}

    /** Returns a file that is not standard output. */
    static Path require(Path file) {
        if (file.equals(STANDARD_OUTPUT)) {
            throw new UsageException(
                    new Problem("a journal cannot be written to standard output", "name a file, such as chat-copy.db"));
        }
        return file;
    }
}
