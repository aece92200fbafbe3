package io.securechat.client;

import io.securechat.NativeCode;
import io.securechat.Problem;
import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jline.nativ.JLineNativeLoader;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** The user's terminal: a line that is being typed at the bottom, and events above it. Nothing else reads or writes there. */
public final class Console implements Consumer<Event>, AutoCloseable {
    private static final String PROVIDER = TerminalBuilder.PROP_PROVIDER_JNI;
    private static final Size UNKNOWN_SIZE = Size.of(80, 24);
    private static final String WELCOME = "type to talk to everybody; /help tells the commands, quit leaves";
    private static final String LEAVE_HINT = "quit or Ctrl-D leaves";
    private static final String NOT_SENT = "not sent; the arrow key ↑ brings it back";
    private static final Pattern YES = Pattern.compile("\\s*(y|yes)\\s*", Pattern.CASE_INSENSITIVE);

    static {
        // Lines are drawn with characters of Unicode: not every terminal that knows these knows the old way, too.
        System.setProperty(TerminalBuilder.PROP_DISABLE_ALTERNATE_CHARSET, "true");
    }

    private final Terminal terminal;
    private final LineReaderImpl reader;
    private final Pages pages = new Pages(ZoneId.systemDefault(), Clock.systemUTC());
    private final boolean colours;
    private final Above above;
    private String nick = "";
    private boolean offline;
    private int waiting;
    private boolean asking;
    private volatile @Nullable Talk talk;
    private volatile boolean stopped;
    private @Nullable Thread runner;
    private @Nullable Throwable failure;

    /** What the user's typing is for. */
    public interface Talk {
        /** Carries out what was typed, one or several lines; false when the user wants to leave. */
        boolean typed(String text);

        /** What to ask before a text is carried out, as one answers with y or n; empty where there is nothing to ask. */
        Optional<String> question(String text);

        /**
         * What the word in front of the cursor may become.
         *
         * @param start whether it is the first of the line
         */
        List<String> complete(String word, boolean start);

        /** The user is gone, or wants to go. */
        void leave();
    }

    Console(Terminal terminal, boolean colours) {
        this.terminal = terminal;
        this.colours = colours;
        this.reader = (LineReaderImpl) LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("securechat")
                .parser(new DefaultParser().escapeChars(new char[0]).quoteChars(new char[0]))
                .completer(this::complete)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.INSERT_TAB, false)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "")
                .build();
        this.above = new Above(reader::printAbove, this::failed);
    }

    /**
     * The terminal that the program was started in.
     *
     * @param colours whether to use them
     * @throws IOException if there is none
     */
    public static Console open(boolean colours) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .provider(PROVIDER)
                .dumb(true)
                .graphemeCluster(false) // asking the terminal about it eats what is typed during the start
                .encoding(StandardCharsets.UTF_8) // what terminals speak, even where the locale says "C"
                .build();
        if (terminal.getColumns() == 0) {
            terminal.setSize(UNKNOWN_SIZE); // a serial line, for one
        }
        return new Console(terminal, colours);
    }

    /** Whether standard input comes from a terminal. */
    public static boolean isInputTerminal() {
        return isTerminal(SystemStream.Input);
    }

    /** Whether standard output goes to a terminal. */
    public static boolean isOutputTerminal() {
        return isTerminal(SystemStream.Output);
    }

    /** Whether standard error goes to a terminal. */
    public static boolean isErrorTerminal() {
        return isTerminal(SystemStream.Error);
    }

    private static boolean isTerminal(SystemStream stream) {
        try {
            return Library.LOADED && TerminalProvider.load(PROVIDER).isSystemStream(stream);
        } catch (IOException | LinkageError e) {
            return false;
        }
    }

    /** JLine's native code, loaded at the first look at a stream. */
    private static final class Library {
        static final boolean LOADED = load();

        /** False where there is none for this platform, or it cannot be unpacked. */
        private static boolean load() {
            try {
                NativeCode.load("jline.tmpdir", JLineNativeLoader::initialize);
                return true;
            } catch (Exception | LinkageError e) {
                return false;
            }
        }
    }

    /** Asks a question; empty if the user wants to leave instead of answering. */
    public Optional<String> ask(String question) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return Optional.of(reader.readLine(escape(question)));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    /** Lines of text that the terminal shows at once. */
    public int rows() {
        return terminal.getRows();
    }

    /** Prints a line. */
    public void print(String text) {
        above.add(new AttributedString(Sanitizer.text(text)));
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Connected connected) {
            prompt(connected.nick(), false, waiting);
        } else if (event instanceof Event.Renamed renamed && renamed.mine()) {
            prompt(renamed.to(), offline, waiting);
        } else if (event instanceof Event.Lost) {
            prompt(nick, true, waiting);
        } else if (event instanceof Event.Waiting outbox) {
            prompt(nick, offline, outbox.count());
        }
        AttributedString lines = pages.render(event);
        if (lines.length() > 0) {
            above.add(colours ? lines : new AttributedString(lines.toString()));
        }
    }

    /** Ends {@link #run} as if the user had left. */
    public synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    /** The terminal cannot be drawn on any more: the first reason is told when it has been given back. */
    private synchronized void failed(Throwable why) {
        failure = failure == null ? why : failure;
        stop();
    }

    private synchronized void runBy(@Nullable Thread thread) {
        runner = thread;
    }

    /**
     * Hands what the user types to the talk until they leave.
     *
     * @throws Problem if the terminal cannot be drawn on
     */
    public void run(Talk joined) {
        talk = joined;
        runBy(Thread.currentThread());
        hint(WELCOME);
        reader.setOpt(Option.ERASE_LINE_ON_FINISH); // a message shows when the server has it
        SignalHandler interrupts = terminal.handle(Signal.INT, SignalHandler.SIG_IGN);
        Attributes cooked = terminal.enterRawMode(); // also between two lines, else what is typed then shows twice
        try {
            boolean on = true;
            while (on && !stopped) {
                on = read(joined);
            }
        } catch (EndOfFileException | IOError e) {
            joined.leave();
        } finally {
            runBy(null);
            Thread.interrupted(); // a stop may have come when nothing was read any more
            terminal.setAttributes(cooked);
            terminal.handle(Signal.INT, interrupts);
        }
        check();
    }

    private synchronized void check() {
        if (failure != null) {
            throw new Problem(
                    "the terminal cannot be drawn on: " + Failures.place(failure),
                    "does it work with --color never, or with another TERM?",
                    failure);
        }
    }

    private void hint(String text) {
        above.add(new AttributedString(text, colours ? Renderer.DIM : AttributedStyle.DEFAULT));
    }

    private boolean read(Talk joined) {
        try {
            String text = reader.readLine(prompt());
            return !isAgreed(joined, text) || joined.typed(text);
        } catch (UserInterruptException e) {
            if (stopped) {
                return false;
            }
            if (e.getPartialLine() == null || e.getPartialLine().isEmpty()) {
                hint(LEAVE_HINT);
            }
            return true;
        }
    }

    /** Whether the user wants what they have just entered, if that is a question. */
    private boolean isAgreed(Talk joined, String text) {
        Optional<String> question = joined.question(text);
        if (question.isEmpty()) {
            return true;
        }
        asking(true);
        Optional<String> answer = ask(question.get());
        asking(false);
        boolean agreed = answer.filter(typed -> YES.matcher(typed).matches()).isPresent();
        if (!agreed) {
            hint(NOT_SENT);
        }
        return agreed;
    }

    private synchronized void asking(boolean now) {
        asking = now;
    }

    private synchronized void prompt(String newNick, boolean isOffline, int outbox) {
        nick = newNick;
        offline = isOffline;
        waiting = outbox;
        if (!asking) {
            reader.setPrompt(prompt());
        }
    }

    private synchronized String prompt() {
        AttributedStringBuilder prompt = new AttributedStringBuilder();
        AttributedStyle style = colours ? Renderer.colourOf(nick).bold() : AttributedStyle.DEFAULT;
        prompt.append(escape(Sanitizer.name(nick)), style);
        prompt.append(offline ? " (offline)" : "").append(waiting > 0 ? " …" + waiting : "");
        return prompt.append("> ").toAnsi(terminal);
    }

    /** JLine takes a percent sign in a prompt for the beginning of a pattern. */
    private static String escape(String prompt) {
        return prompt.replace("%", "%%");
    }

    private void complete(LineReader ignored, ParsedLine line, List<Candidate> candidates) {
        Talk joined = talk;
        if (joined != null) {
            String word = line.word().substring(0, line.wordCursor());
            for (String candidate : joined.complete(word, line.wordIndex() == 0)) {
                candidates.add(new Candidate(candidate, candidate.strip(), null, null, null, null, false));
            }
        }
    }

    /** Prints what is left, and gives the terminal back. */
    @Override
    public void close() throws IOException {
        above.close();
        terminal.close();
    }
}
