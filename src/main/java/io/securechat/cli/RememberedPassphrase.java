package io.securechat.cli;

import io.securechat.Problem;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The passphrase of a key that is read again while the server runs. The file is read each time. What was typed at the start is
 * kept in memory, as is the key that it opens; a running server asks nobody, for nobody may be there.
 */
final class RememberedPassphrase implements Supplier<char[]> {
    private final @Nullable Path file;
    private final Path key;
    private final Passphrase passphrase;
    private char @Nullable [] typed;
    private boolean running;

    RememberedPassphrase(@Nullable Path file, Path key) {
        this.file = file;
        this.key = key;
        this.passphrase = new Passphrase(file, key);
    }

    @Nullable Path file() {
        return file;
    }

    /** From now on nobody is asked. */
    void running() {
        running = true;
    }

    @Override
    public char[] get() {
        if (file != null) {
            return passphrase.get();
        }
        if (typed == null) {
            if (running) {
                throw new Problem(
                        "'" + key + "' is encrypted now, and a running server asks nobody for its passphrase",
                        "start the server again, with --passphrase-file");
            }
            typed = passphrase.get();
        }
        return typed.clone();
    }
}
