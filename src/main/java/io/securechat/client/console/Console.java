package io.securechat.client.console;

import io.securechat.Problem;
import io.securechat.client.connection.Failures;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.style.Appearance;
import io.securechat.client.style.Look;
import io.securechat.client.style.Tone;
import io.securechat.client.text.Sanitizer;
import io.securechat.client.view.DatedRenderer;
import java.io.IOError;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/** The user's terminal: the input line at the bottom, and events above it. Nothing else reads from it or writes to it. */
public final class Console implements Consumer<Event>, AutoCloseable {
    private static final String WELCOME = "type a message and press Enter; /help lists all commands, quit leaves";
    private static final String LEAVE_HINT = "quit or Ctrl-D leaves";
    private static final String NOT_SENT = "not sent; press ↑ to get it back";
    private static final Pattern YES = Pattern.compile("\\s*(y|yes)\\s*", Pattern.CASE_INSENSITIVE);

    private final Terminal terminal;
    private final LineReaderImpl reader;
    private final Look look;
    private final DatedRenderer renderer;
    private final ScreenPrinter printer;
    private String nick = "";
    private boolean offline;
    private int waiting;
    private boolean asking;

    /** The text to begin the next input line with. */
    private String held = "";

    private volatile @Nullable Chat talk;
    private volatile boolean stopped;
    private @Nullable Thread runner;
    private @Nullable Throwable failure;

    Console(Terminal terminal, Supplier<Appearance> appearance) {
        this.terminal = terminal;
        this.look = new Look(terminal, appearance, System.getenv());
        this.renderer = new DatedRenderer(ZoneId.systemDefault(), Clock.systemUTC(), look::styles, look::columns);
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
        this.printer = new ScreenPrinter(lines -> reader.printAbove(look.printed(lines)), this::failed);
    }

    /**
     * Opens the terminal that the program was started in.
     *
     * @param appearance the user's choices at present
     * @throws IOException if there is none
     */
    public static Console open(Supplier<Appearance> appearance) throws IOException {
        return new Console(Terminals.open(), appearance);
    }

    /** Asks a question. Returns the answer, or empty if the user wants to leave. */
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

    /** The number of lines that the terminal shows. */
    public int rows() {
        return terminal.getRows();
    }

    /** Prints a line. */
    public void print(String text) {
        printer.add(new AttributedString(Sanitizer.text(text)));
    }

    @Override
    public void accept(Event event) {
        if (event instanceof SessionEvent.Connected connected) {
            prompt(connected.nick(), false, waiting);
        } else if (event instanceof UserEvent.Renamed renamed && renamed.mine()) {
            prompt(renamed.to(), offline, waiting);
        } else if (event instanceof SessionEvent.Lost) {
            prompt(nick, true, waiting);
        } else if (event instanceof MessageEvent.Waiting outbox) {
            prompt(nick, offline, outbox.count());
        }
        AttributedString lines = renderer.render(event);
        if (lines.length() > 0) {
            printer.add(lines);
        }
    }

    /** Ends {@link #run} as if the user had left. */
    public synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.interrupt();
        }
    }

    /** Drawing has failed: ends {@link #run}, which reports the first reason. */
    private synchronized void failed(Throwable why) {
        failure = failure == null ? why : failure;
        stop();
    }

    private synchronized void runBy(@Nullable Thread thread) {
        runner = thread;
    }

    /**
     * Passes typed text to the chat until the user leaves.
     *
     * @throws Problem if drawing on the terminal fails
     */
    public void run(Chat joined) {
        talk = joined;
        runBy(Thread.currentThread());
        hint(WELCOME);
        reader.setOpt(Option.ERASE_LINE_ON_FINISH); // a message appears when the server confirms it
        SignalHandler interrupts = terminal.handle(Signal.INT, SignalHandler.SIG_IGN);
        Attributes cooked = terminal.enterRawMode(); // between two lines, too, or characters typed then appear twice
        try {
            boolean on = true;
            while (on && !stopped) {
                on = read(joined);
            }
        } catch (EndOfFileException | IOError e) {
            joined.leave();
        } finally {
            runBy(null);
            Thread.interrupted(); // clears a stop that came after the last read
            terminal.setAttributes(cooked);
            terminal.handle(Signal.INT, interrupts);
        }
        check();
    }

    private synchronized void check() {
        if (failure != null) {
            throw new Problem(
                    "cannot draw on the terminal: " + Failures.place(failure),
                    "try --color never, or another TERM",
                    failure);
        }
    }

    private void hint(String text) {
        printer.add(new AttributedString(text, look.styles().of(Tone.DIM)));
    }

    private boolean read(Chat joined) {
        try {
            String text = reader.readLine(prompt(), null, (Character) null, held);
            held = "";
            return carryOut(joined, text);
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

    /** Returns false when the user wants to leave. */
    private boolean carryOut(Chat joined, String text) {
        Verdict verdict = joined.check(text);
        if (!verdict.reason().isEmpty()) {
            held = text;
            hint(verdict.reason());
            return true;
        } else if (!verdict.question().isEmpty() && !isConfirmed(verdict.question())) {
            hint(NOT_SENT);
            return true;
        }
        return joined.typed(text);
    }

    private boolean isConfirmed(String question) {
        asking(true);
        Optional<String> answer = ask(question);
        asking(false);
        return answer.filter(typed -> YES.matcher(typed).matches()).isPresent();
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
        prompt.append(escape(Sanitizer.name(nick)), look.styles().nick(nick));
        prompt.append(offline ? " (offline)" : "").append(waiting > 0 ? " …" + waiting : "");
        return look.ansi(prompt.append("> ").toAttributedString());
    }

    /** Escapes percent signs, which begin a pattern in a prompt of JLine. */
    private static String escape(String prompt) {
        return prompt.replace("%", "%%");
    }

    private void complete(LineReader ignored, ParsedLine line, List<Candidate> candidates) {
        Chat joined = talk;
        if (joined != null) {
            for (Suggestion suggestion : joined.complete(line.line().substring(0, line.cursor()))) {
                candidates.add(new Candidate(
                        suggestion.text(),
                        suggestion.text().strip(),
                        suggestion.group().isEmpty() ? null : suggestion.group(),
                        suggestion.description().isEmpty() ? null : suggestion.description(),
                        null,
                        null,
                        false));
            }
        }
    }

    /** Prints the remaining lines, and restores the terminal. */
    @Override
    public void close() throws IOException {
        printer.close();
        terminal.close();
    }
}
