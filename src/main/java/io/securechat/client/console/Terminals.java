package io.securechat.client.console;

import io.securechat.NativeCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.nativ.JLineNativeLoader;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** The terminal of the process, by JLine's native code. */
public final class Terminals {
    /** If true, JLine raises the signal of a control character before the keys that were typed earlier have their effect. */
    private static final String SOFTWARE_SIGNALS = "org.jline.terminal.softwareSignals";

    private static final String PROVIDER = TerminalBuilder.PROP_PROVIDER_JNI;

    /** The size of a terminal that reports none, such as a serial line. */
    private static final Size DEFAULT_SIZE = Size.of(80, 24);

    private static final String FOLDER = "jline.tmpdir";

    private Terminals() {}

    /**
     * Returns why the process cannot use its terminal, and the option that changes it; empty if it can, or if there is no terminal.
     */
    public static Optional<String> trouble() {
        if (Library.LOADED || !isTty(0) || !isTty(1)) {
            return Optional.empty();
        }
        Path folder = NativeCode.folder(FOLDER);
        return Optional.of("the editor of lines cannot be loaded from a file in " + folder + ": "
                + NativeCode.reason(folder)
                + "; lines are sent as they are typed. Name another folder: java -Djava.io.tmpdir=DIR");
    }

    /** Returns whether a descriptor is that of a terminal, without native code; false on other systems than Linux. */
    private static boolean isTty(int descriptor) {
        try {
            Path device = Path.of("/proc/self/fd/" + descriptor).toRealPath();
            return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

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
                NativeCode.load(FOLDER, JLineNativeLoader::initialize);
                return true;
            } catch (Exception | LinkageError e) {
                return false;
            }
        }
    }

    /** Returns the charset that the locale names; if it names none, as the locale "C", that of nearly all terminals. */
    static Charset charset(Map<String, String> environment) {
        String name = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(locale -> !locale.isEmpty())
                .findFirst()
                .filter(locale -> locale.indexOf('.') >= 0)
                .map(locale -> locale.substring(locale.indexOf('.') + 1).replaceFirst("@.*", ""))
                .orElse("");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    static Terminal open() throws IOException {
        System.setProperty(SOFTWARE_SIGNALS, "false");
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider(PROVIDER)
                .dumb(true)
                .graphemeCluster(false) // the query to the terminal would swallow characters typed during the start
                .encoding(charset(System.getenv()))
                .build();
        if (terminal.getColumns() == 0) {
            terminal.setSize(DEFAULT_SIZE);
        }
        return terminal;
    }
}
