package io.securechat.client.console;

import io.securechat.NativeCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.nativ.JLineNativeLoader;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** The terminal of the process, by JLine's native code. */
public final class Terminals {
    private static final String PROVIDER = TerminalBuilder.PROP_PROVIDER_JNI;

    /** The size of a terminal that reports none, such as a serial line. */
    static final Size DEFAULT_SIZE = Size.of(80, 24);

    private Terminals() {}

    /** Returns whether standard input comes from a terminal. */
    public static boolean isInput() {
        return isTerminal(SystemStream.Input);
    }

    /** Returns whether standard output goes to a terminal. */
    public static boolean isOutput() {
        return isTerminal(SystemStream.Output);
    }

    /** Returns whether standard error goes to a terminal. */
    public static boolean isError() {
        return isTerminal(SystemStream.Error);
    }

    private static boolean isTerminal(SystemStream stream) {
        try {
            return Library.LOADED && TerminalProvider.load(PROVIDER).isSystemStream(stream);
        } catch (IOException | LinkageError e) {
            return false;
        }
    }

    /** JLine's native code, loaded on first use. */
    private static final class Library {
        static final boolean LOADED = load();

        /** Returns false if there is none for this platform, or it cannot be unpacked. */
        private static boolean load() {
            try {
                NativeCode.load("jline.tmpdir", JLineNativeLoader::initialize);
                return true;
            } catch (Exception | LinkageError e) {
                return false;
            }
        }
    }

    /** Returns whether a terminal cannot move its cursor. */
    static boolean isDumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    static Terminal open() throws IOException {
        System.setProperty(
                "org.jline.terminal.softwareSignals", "false"); // control characters keep their place among the keys
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider(PROVIDER)
                .dumb(true)
                .graphemeCluster(false) // the query to the terminal would swallow characters typed during the start
                .encoding(StandardCharsets.UTF_8) // as terminals expect, even if the locale is "C"
                .build();
        if (terminal.getColumns() == 0) {
            terminal.setSize(DEFAULT_SIZE);
        }
        return terminal;
    }
}
