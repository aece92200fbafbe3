package io.securechat.client.view;

import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.setting.Palette;
import io.securechat.client.style.Colours;
import io.securechat.client.style.Styles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jline.utils.AttributedString;

/** Writes events as lines of UTF-8 to a pipe or a file. */
public final class PlainOutput implements Consumer<Event>, AutoCloseable {
    private static final Set<OpenOption> APPEND = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    /** Colours that any terminal with colours has: that of a pipe's reader is not known. */
    private static final int COLOURS = 8;

    private final PrintStream out;
    private final Function<Event, String> form;

    PlainOutput(OutputStream out, Function<Event, String> form) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.form = form;
    }

    /** Returns an output for reading. */
    public static PlainOutput text(OutputStream out, boolean colours, Palette palette) {
        Styles styles = colours ? new Styles(Colours.of(palette, System.getenv()), COLOURS) : Styles.NONE;
        Renderer renderer = renderer("HH:mm", styles);
        return new PlainOutput(out, event -> {
            AttributedString lines = renderer.render(unmarked(event));
            return colours ? Styles.ansi(lines) : lines.toString();
        });
    }

    /** Removes the mark of a confirmed message: the exit status reports on all messages together. */
    private static Event unmarked(Event event) {
        return event instanceof MessageEvent.Spoken spoken && spoken.utterance().origin() == Utterance.Origin.CONFIRMED
                ? spoken.withOrigin(Utterance.Origin.LIVE)
                : event;
    }

    /** Returns an output for programs: one JSON object per line. */
    public static PlainOutput json(OutputStream out) {
        return new PlainOutput(out, new JsonRenderer()::render);
    }

    /**
     * Opens a file to append to. A new one is readable by its owner only.
     *
     * @throws Problem if it cannot be written
     */
    public static PlainOutput log(Path file) {
        Renderer renderer = renderer("yyyy-MM-dd HH:mm:ss", Styles.NONE);
        try {
            OutputStream out =
                    Channels.newOutputStream(Files.newByteChannel(file, APPEND, Permissions.FOR_OWNER.at(file)));
            return new PlainOutput(out, event -> renderer.render(event).toString());
        } catch (IOException e) {
            throw new Problem("cannot write " + file + ": " + FileErrors.reason(e), "name another file: --log FILE", e);
        }
    }

    private static Renderer renderer(String pattern, Styles styles) {
        return new Renderer(ZoneId.systemDefault(), pattern, styles);
    }

    /** @throws UncheckedIOException if writing fails, such as when the reading program has ended */
    @Override
    public void accept(Event event) {
        String lines = form.apply(event);
        if (!lines.isEmpty()) {
            out.print(lines + "\n");
        }
        if (out.checkError()) {
            throw new UncheckedIOException("cannot write the output", new IOException("write error"));
        }
    }

    @Override
    public void close() {
        out.close();
    }
}
