package io.securechat.client.view;

import io.securechat.Problem;
import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file that what the user sees is appended to, if there is one. */
public final class LogFile implements Consumer<Event>, AutoCloseable {
    private @Nullable PlainOutput output;
    private @Nullable Path path;

    /**
     * Appends to a file from now on, and no longer to the one before.
     *
     * @throws Problem if it cannot be written
     */
    public synchronized void open(Path file) {
        PlainOutput opened = PlainOutput.log(file);
        close();
        output = opened;
        path = file;
    }

    /** The file, if there is one. */
    public synchronized Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    @Override
    public synchronized void accept(Event event) {
        if (output != null && !(event instanceof Notice.Help)) {
            output.accept(event);
        }
    }

    @Override
    public synchronized void close() {
        if (output != null) {
            output.close();
        }
        output = null;
        path = null;
    }
}
