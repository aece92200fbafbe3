package io.securechat.client.console;

import io.securechat.client.console.TypedLines.Draft;
import io.securechat.client.style.Look;
import io.securechat.client.style.Tone;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * The input line. Every key has its effect in the order of typing: control characters raise no signals, and a key that ends a menu or an
 * escape sequence without a meaning takes no other key with it.
 */
final class Editor extends LineReaderImpl {
    /** Characters of lines that wait behind half a line. */
    static final int MAX_HELD = 1 << 20;

    private static final String ESCAPE = KeyMap.esc();

    private final Modes modes;
    private final Prompt prompts;
    private final Look look;
    private final boolean plain;
    private final AttributedStringBuilder held = new AttributedStringBuilder();
    private final Consumer<String> writing;
    private UnaryOperator<String> hints = line -> "";
    private Supplier<Draft> first = () -> Draft.EMPTY;
    private String known = "";
    private int leftOut;
    private boolean nested;
    private boolean ending;
    private String question = "";
    private boolean asking;
    private int keys;

    /**
     * @param plain whether lines wait while the input line is not empty, instead of moving it down
     * @param writing receives the line when the user has changed it
     */
    Editor(Terminal terminal, Modes modes, Prompt prompts, Look look, boolean plain, Consumer<String> writing) {
        super(terminal, "securechat", null);
        this.modes = modes;
        this.prompts = prompts;
        this.look = look;
        this.plain = plain;
        this.writing = writing;
        setCompletionMatcher(new AllSuggestions());
        setParser(new DefaultParser().escapeChars(new char[0]).quoteChars(new char[0]));
        setOpt(Option.DISABLE_EVENT_EXPANSION);
        setOpt(Option.CASE_INSENSITIVE);
        setOpt(Option.DISABLE_HIGHLIGHTER);
        unsetOpt(Option.INSERT_TAB);
        setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "");
        setVariable(LineReader.BLINK_MATCHING_PAREN, 0L);
        setVariable(LineReader.SEARCH_TERMINATORS, ""); // Esc begins the arrow keys, too
        setVariable(LineReader.TOO_MANY_CANDIDATES, "show"); // a question would swallow the next key
    }

    /** @param forLine returns what a line can continue with, which is shown on its right; or empty */
    void hints(UnaryOperator<String> forLine) {
        hints = forLine;
    }

    /** Reads a line with the prompt of the chat. */
    String readLine(Supplier<Draft> start) {
        question = "";
        return read(start);
    }

    /** Reads the answer to a question, which is the prompt. */
    String readAnswer(String text) {
        question = text;
        asking = true;
        try {
            return read(() -> Draft.EMPTY);
        } finally {
            asking = false;
        }
    }

    private String read(Supplier<Draft> start) {
        first = start;
        return readLine(null, null, (Character) null, null);
    }

    /** Returns whether the line is the answer to a question. */
    boolean isAsking() {
        return asking;
    }

    /** The number of keys typed so far, without reports of the terminal. */
    int keys() {
        return keys;
    }

    /** The line as it stands. */
    Draft draft() {
        return locked(() -> new Draft(buf.toString(), buf.cursor()));
    }

    /** Replaces the line if it is empty. */
    void fill(Supplier<Draft> start) {
        locked(() -> {
            if (reading && !asking && buf.length() == 0) {
                write(start.get());
                redisplay();
            }
            return true;
        });
    }

    private void write(Draft draft) {
        buf.write(draft.text());
        buf.cursor(Math.min(draft.cursor(), buf.length()));
        known = buf.toString();
    }

    /** Ends the line as Enter does, but empty. */
    boolean end() {
        buf.clear();
        return acceptLine();
    }

    /** Ends the line as the end of the input does. */
    boolean endOfInput() {
        buf.clear();
        state = State.EOF;
        return true;
    }

    /** Ends a question without an answer. */
    boolean giveUp() {
        return interrupt();
    }

    /** Empties the line. */
    boolean empty() {
        buf.clear();
        history.moveToEnd();
        return true;
    }

    /** Prints lines above the input line, or behind it if they have to wait. */
    void above(AttributedString lines) {
        locked(() -> {
            if (!plain || !reading || buf.length() == 0) {
                release();
                printAbove(look.printed(lines));
            } else if (held.length() > MAX_HELD) {
                leftOut++;
            } else {
                held.append(held.length() == 0 ? "" : "\n").append(lines);
            }
            return true;
        });
    }

    private void release() {
        if (held.length() > 0) {
            AttributedStringBuilder lines = new AttributedStringBuilder().append(held);
            if (leftOut > 0) {
                lines.append("\n(" + leftOut + " more lines came while you typed)");
            }
            held.setLength(0);
            leftOut = 0;
            printAbove(look.printed(lines.toAttributedString()));
        }
    }

    /** Writes a sequence that draws nothing. */
    void send(String sequence) {
        locked(() -> {
            terminal.writer().write(sequence);
            terminal.flush();
            return true;
        });
    }

    /** Clears the screen. */
    void wipe() {
        locked(() -> reading ? clearScreen() : terminal.puts(Capability.clear_screen));
    }

    /** Draws the line again where it has changed. */
    void refresh() {
        locked(() -> !reading || redisplay());
    }

    /** Stops the process as Ctrl-Z does everywhere, with the terminal as it was before; returns when it continues. */
    boolean suspend() {
        clear();
        modes.suspend();
        redrawLine();
        return true;
    }

    /** Removes the input line from the screen, and returns it; empty if the terminal is stuck. */
    Optional<Draft> erase() {
        try {
            if (!lock.tryLock(1, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            return Optional.empty();
        }
        try {
            if (reading) {
                clear();
                reading = false;
            }
            return Optional.of(asking ? Draft.EMPTY : draft());
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Calls the chat, whose thread may be waiting for the screen. */
    <T> T unlocked(Supplier<T> action) {
        if (!lock.isHeldByCurrentThread()) {
            return action.get();
        }
        lock.unlock();
        try {
            return action.get();
        } finally {
            lock.lock();
        }
    }

    /** The console turns bracketed paste on for as long as it runs; JLine would turn it off between two lines. */
    @Override
    public boolean isSet(Option option) {
        return option != Option.BRACKETED_PASTE && super.isSet(option);
    }

    /** Puts the cursor where it was in the draft, and draws with the modes of a chat. */
    @Override
    public void callWidget(String name) {
        if (name.equals(CALLBACK_INIT)) {
            changed("");
            write(first.get());
            modes.again();
        }
        super.callWidget(name);
    }

    @Override
    protected <T> @Nullable T doReadBinding(KeyMap<T> map, @Nullable KeyMap<T> local) {
        boolean inWidget = lock.isHeldByCurrentThread();
        nested = false;
        T binding = super.doReadBinding(map, local);
        while (inWidget && isSequence(binding)) {
            skipSequence(String.valueOf(super.getLastBinding()));
            binding = super.doReadBinding(map, local);
        }
        nested = inWidget;
        if (!isReport(binding)) {
            keys++;
        }
        return binding;
    }

    private static boolean isSequence(@Nullable Object binding) {
        return binding instanceof Reference reference && reference.name().equals(Keys.SEQUENCE);
    }

    private static boolean isReport(@Nullable Object binding) {
        return binding instanceof Reference reference
                && (reference.name().equals(FOCUS_IN) || reference.name().equals(FOCUS_OUT));
    }

    /** An Esc that ends a menu is done with it: typed again, it would come behind the keys that follow. */
    @Override
    public @Nullable String getLastBinding() {
        String last = super.getLastBinding();
        return nested && ESCAPE.equals(last) ? null : last;
    }

    /**
     * Reads the rest of an escape sequence. One that has a meaning arrived in pieces, and is read again as a whole.
     *
     * @return false if nothing follows
     */
    boolean skipSequence(String start) {
        StringBuilder sequence = new StringBuilder(start);
        int c = part();
        boolean found = c >= 0;
        if (c == '[') { // a function key of Linux's console
            sequence.append('[');
            c = part();
        }
        while (c >= 0) {
            sequence.appendCodePoint(c);
            c = c < '@' ? part() : -2;
        }
        if (c == -2 && getKeys().getBound(sequence) != null) {
            bindingReader.runMacro(sequence.toString());
        }
        return found;
    }

    /** Reads a character of an escape sequence; returns a negative number if none follows. */
    private int part() {
        int c = unlocked(() -> peekCharacter(Keys.SPLIT_MILLIS));
        return c < ' ' ? -1 : readCharacter();
    }

    /** Reads a paste into the line. */
    boolean paste() {
        StringBuilder text = new StringBuilder();
        int c = readCharacter();
        while (c >= 0) {
            text.appendCodePoint(c);
            if (c == '~'
                    && text.length() >= Keys.PASTE_END.length()
                    && text.indexOf(Keys.PASTE_END, text.length() - Keys.PASTE_END.length()) >= 0) {
                text.setLength(text.length() - Keys.PASTE_END.length());
                break;
            }
            c = readCharacter();
        }
        buf.write(text.toString().replace("\r\n", "\n").replace('\r', '\n'));
        return true;
    }

    @Override
    protected void handleSignal(Signal signal) {
        locked(() -> {
            modes.again();
            super.handleSignal(signal);
            if (signal == Signal.WINCH) { // the terminal has moved what was drawn, or cut it off
                clear();
                terminal.puts(Capability.carriage_return);
                terminal.puts(Capability.clr_eos);
                redrawLine();
            }
            return redisplay();
        });
    }

    @Override
    protected void redisplay(boolean flush) {
        locked(() -> {
            if (!ending) {
                decorate();
            }
            super.redisplay(flush);
            return true;
        });
    }

    private void decorate() {
        changed(asking ? "" : buf.toString());
        if (asking) {
            prompt = new AttributedString(question);
            rightPrompt = AttributedString.EMPTY;
            return;
        }
        int columns = size.getColumns() > 0 ? size.getColumns() : Terminals.DEFAULT_SIZE.getColumns();
        prompt = prompts.left(columns);
        modes.title(prompts.title());
        String line = buf.toString();
        int end = line.indexOf('\n');
        int typed = new AttributedString(end < 0 ? line : line.substring(0, end)).columnLength(terminal);
        int free = columns - prompt.columnLength(terminal) - typed - Prompt.GAP;
        String hint = plain ? "" : hints.apply(line);
        rightPrompt = hint.isEmpty() || hint.length() > free
                ? prompts.right(free)
                : new AttributedString(hint, look.styles().of(Tone.DIM));
        if (plain && buf.length() == 0 && held.length() > 0) {
            release();
        }
    }

    private void changed(String text) {
        if (!text.equals(known)) {
            known = text;
            writing.accept(text);
        }
    }

    /** Answers to questions are not in the history. */
    @Override
    protected String finish(String line) {
        return asking ? line : super.finish(line);
    }

    @Override
    protected void cleanup() {
        ending = true;
        rightPrompt = AttributedString.EMPTY;
        try {
            super.cleanup();
            release();
        } finally {
            ending = false;
        }
    }
}
