package io.securechat.client.console;

import io.securechat.Problem;
import io.securechat.client.connection.Failures;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Notice;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.line.Editor;
import io.securechat.client.line.Keys;
import io.securechat.client.line.Modes;
import io.securechat.client.line.Prompt;
import io.securechat.client.line.TypedLines;
import io.securechat.client.line.TypedLines.Draft;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.state.Account;
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
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.ParsedLine;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** The user's terminal: the input line at the bottom, and events above it. Nothing else reads from it or writes to it. */
public final class Console implements Consumer<Event>, AutoCloseable {
    private static final String WELCOME = "type a message and press Enter; /help lists all commands, quit leaves";

    private final Terminal terminal;
    private final Look look;
    private final Modes modes;
    private final Prompt prompts;
    private final Editor editor;
    private final ScreenPrinter printer;
    private final Notifier notifier;
    private final Settings settings;
    private final TypingDisplay writers;
    private final TypedLines lines = new TypedLines();
    private final Dialogue dialogue;
    private final DatedRenderer renderer;
    private final ExitHook hook;

    private volatile @Nullable Chat talk;
    private volatile boolean stopped;

    private @Nullable Thread runner;
    private @Nullable Throwable failure;

    Console(Terminal terminal, boolean colours, Settings settings) {
        this(terminal, colours, settings, new ExitHook());
    }

    private Console(Terminal terminal, boolean colours, Settings settings, ExitHook hook) {
        this.hook = hook;
        boolean plain = settings.get(Setting.PLAIN);
        this.terminal = terminal;
        this.look = new Look(terminal, colours, settings, System.getenv());
        this.renderer = new DatedRenderer(ZoneId.systemDefault(), Clock.systemUTC(), look);
        this.modes = new Modes(terminal, plain);
        this.settings = settings;
        this.prompts = new Prompt(look, plain, this::writers);
        this.editor = new Editor(terminal, modes, prompts, look, plain, this::writing);
        this.printer = new ScreenPrinter(editor::above, editor::refresh, this::failed);
        this.writers = new TypingDisplay(settings, printer, editor);
        this.notifier = new Notifier(
                settings,
                System.getenv(),
                Clock.system(ZoneId.systemDefault()),
                sequence -> printer.execute(() -> editor.send(sequence)));
        this.dialogue = new Dialogue(editor, prompts, lines, this::hint);
        editor.setCompleter(this::complete);
        Keys.bind(editor, new Pressed());
    }

    /**
     * Opens the terminal that the program was started in.
     *
     * @param colours whether to use colours
     * @throws IOException if there is none
     */
    public static Console open(boolean colours, Settings settings) throws IOException {
        ExitHook hook = new ExitHook();
        Console console = new Console(Terminals.open(), colours, settings, hook);
        hook.set(console::killed);
        return console;
    }

    /** Keeps drafts and typed lines in the files of an account, and restores those that are there. */
    public void remember(Account account) {
        lines.remember(account, problem -> print("warning: " + problem.getMessage() + " — " + problem.hint()));
    }

    /** Asks a question. Returns the answer, or empty if the user wants to leave. */
    public Optional<String> ask(String question) {
        return dialogue.ask(question);
    }

    /** The number of lines that the terminal shows. */
    public int rows() {
        return terminal.getRows();
    }

    /** Prints a line. */
    public void print(String text) {
        printer.add(new AttributedString(Sanitizer.text(text)));
    }

    /** Sets the receiver of changes of whether the screen is behind, so that nothing more should come. */
    public void whenBehind(Consumer<Boolean> receiver) {
        printer.whenBehind(receiver);
    }

    @Override
    public void accept(Event event) {
        if (event instanceof SessionEvent session) {
            follow(session);
        } else if (event instanceof UserEvent.Renamed renamed && renamed.mine()) {
            prompts.nick(renamed.to());
        } else if (event instanceof MessageEvent.Waiting outbox) {
            prompts.waiting(outbox.count());
        } else if (event instanceof Notice.Cleared) {
            printer.execute(editor::wipe);
        } else if (event instanceof MessageEvent message) {
            notifier.accept(message);
        }
        writers.accept(event);
        AttributedString text = renderer.render(event);
        if (text.length() > 0) {
            printer.add(text);
        } else {
            printer.refresh();
        }
    }

    private String writers(String place) {
        return writers.text(place);
    }

    /** Tells the others that the user is writing, unless the user does not want it. */
    private void writing(String text) {
        Chat joined = talk;
        if (joined != null && settings.get(Setting.TYPING, prompts.draftPlace())) {
            joined.writing(text);
        }
    }

    private void follow(SessionEvent event) {
        if (event instanceof SessionEvent.Connected connected) {
            prompts.nick(connected.nick());
            prompts.offline(false);
        } else if (event instanceof SessionEvent.Lost) {
            prompts.offline(true);
        } else if (event instanceof SessionEvent.Activity activity) {
            prompts.place(activity.current());
            prompts.unread(activity.unread());
        } else if (event instanceof SessionEvent.Switched switched) {
            prompts.place(switched.to().room());
            if (talk != null) {
                dialogue.switched(switched.to().room());
            }
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
        editor.hints(joined::hint);
        runBy(Thread.currentThread());
        hint(WELCOME);
        editor.setOpt(Option.ERASE_LINE_ON_FINISH); // a message appears when the server confirms it
        modes.begin();
        try {
            dialogue.begin();
            boolean on = true;
            while (on && !stopped) {
                on = dialogue.read(joined);
            }
        } catch (EndOfFileException | IOError e) {
            joined.leave();
        } finally {
            runBy(null);
            Thread.interrupted(); // clears a stop that came after the last read
            modes.end();
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

    private final class Pressed implements Keys.Actions {
        @Override
        public void command(String line, Draft draft) {
            dialogue.pressed(line, draft);
        }

        @Override
        public void hint(String text) {
            Console.this.hint(text);
        }

        @Override
        public void focus(boolean focused) {
            notifier.focused(focused);
        }
    }

    private void complete(LineReader ignored, ParsedLine line, List<Candidate> candidates) {
        Chat joined = talk;
        if (joined == null || editor.isAsking()) {
            return;
        }
        String before = line.line().substring(0, line.cursor());
        for (Suggestion suggestion : editor.unlocked(() -> joined.complete(before))) {
            candidates.add(new Candidate(
                    suggestion.text(),
                    suggestion.text().strip(),
                    suggestion.group().isEmpty() ? null : suggestion.group(),
                    suggestion.description().isEmpty() ? null : suggestion.description(),
                    null,
                    null,
                    false,
                    candidates.size() + 1));
        }
    }

    /** The process is ended by a signal: leaves the terminal as it was, and keeps the draft. */
    private void killed() {
        Optional<Draft> line = editor.erase();
        line.ifPresent(dialogue::keep);
        try {
            modes.reset();
        } catch (IllegalStateException | IOError e) {
            // the terminal is closed already
        }
    }

    /** Prints the remaining lines, and restores the terminal. */
    @Override
    public void close() throws IOException {
        printer.close();
        modes.end();
        terminal.close();
        hook.close();
    }
}
