package io.securechat.client.line;

import io.securechat.client.line.TypedLines.Draft;
import io.securechat.client.style.Look;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * The input line. Every key has its effect in the order of typing: control characters raise no signals, and a key that ends a menu or an
 * escape sequence without a meaning takes no other key with it.
 */
public final class Editor extends DrawnLine {
    private static final String ESCAPE = KeyMap.esc();

    /** A pause that no paste makes, and that hardly anybody who types does not make. */
    private static final int PAUSE_MILLIS = 50;

    /** Characters that are taken at once. */
    private static final int MAX_PENDING = 1 << 20;

    private Supplier<Draft> first = () -> Draft.EMPTY;
    private boolean nested;
    private int keys;

    /**
     * Creates an editor.
     *
     * @param plain whether lines wait while the input line is not empty, instead of moving it down
     * @param writing receives the line when the user has changed it
     */
    public Editor(Terminal terminal, Modes modes, Prompt prompts, Look look, boolean plain, Consumer<String> writing) {
        super(terminal, modes, prompts, look, plain, writing);
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

    /** Reads a line with the prompt of the chat. */
    public String readLine(Supplier<Draft> start) {
        return read(start);
    }

    /** Reads the answer to a question, which is the prompt. */
    public String readAnswer(String text) {
        asking(text);
        try {
            return read(() -> Draft.EMPTY);
        } finally {
            asked();
        }
    }

    private String read(Supplier<Draft> start) {
        first = start;
        return readLine(null, null, (Character) null, null);
    }

    /** The number of keys typed so far, without reports of the terminal. */
    int keys() {
        return keys;
    }

    private void write(Draft draft) {
        buf.write(draft.text());
        buf.cursor(Math.min(draft.cursor(), buf.length()));
        known();
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

    /** Returns what was typed or pasted since the last line, up to the first pause; its line ends are LF. */
    public String pending() {
        StringBuilder text = new StringBuilder();
        while (text.length() < MAX_PENDING && peekCharacter(PAUSE_MILLIS) >= 0) {
            int c = readCharacter();
            if (c == '\r' || c == '\n') {
                text.append('\n');
            } else if (c >= ' ' || c == '\t') {
                text.appendCodePoint(c);
            }
        }
        return text.length() == 0 ? "" : "\n" + text.toString().stripTrailing();
    }

    /** Empties the line, which the history keeps. */
    boolean empty() {
        history.add(buf.toString());
        buf.clear();
        history.moveToEnd();
        return true;
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
            begin();
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

    /** The groups of a menu stay in the order of the suggestions. */
    @Override
    protected @Nullable Comparator<String> getGroupComparator() {
        return null;
    }

    /** And so do the suggestions, however near they are to the word. */
    @Override
    protected Comparator<Candidate> getCandidateComparator(boolean caseInsensitive, String word) {
        return Comparator.naturalOrder();
    }

    /** Answers to questions are not in the history. */
    @Override
    protected String finish(String line) {
        return isAsking() ? line : super.finish(line);
    }
}
