package io.securechat.client.line;

import io.securechat.client.line.TypedLines.Draft;
import java.io.File;
import java.util.List;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;

/** The keys of the input line that are not those of Emacs. */
public final class Keys {
    /** The name of what an unknown escape sequence does. */
    static final String SEQUENCE = "securechat-sequence";

    static final String PASTE_END = "\u001B[201~";

    /** Time within which the rest of an escape sequence arrives. */
    static final long SPLIT_MILLIS = 300;

    private static final String ESC = KeyMap.esc();
    private static final List<String> INTRODUCERS = List.of(ESC + "[", ESC + "O");
    private static final int SEQUENCE_START = 2;
    private static final List<String> MAPS = List.of(LineReader.EMACS, LineReader.MENU);

    /** Keys of which JLine would lose the one that follows, or change it. */
    private static final List<String> WITHOUT = List.of(
            KeyMap.alt('-'),
            KeyMap.alt(ESC),
            KeyMap.ctrl('V'),
            KeyMap.ctrl('\\'),
            KeyMap.ctrl(']'),
            KeyMap.alt(KeyMap.ctrl(']')));

    private final Editor editor;
    private final Actions actions;
    private int interrupted = -1;

    /** The effects of keys outside of the line. */
    public interface Actions {
        /** Switches to another place, after the draft is kept. */
        void command(String line, Draft draft);

        void hint(String text);

        void focus(boolean focused);
    }

    private Keys(Editor editor, Actions actions) {
        this.editor = editor;
        this.actions = actions;
    }

    /** Binds all keys. */
    public static void bind(Editor editor, Actions actions) {
        new Keys(editor, actions).bind();
    }

    private void bind() {
        WITHOUT.forEach(key -> bindings(LineReader.EMACS).unbind(key));
        bind("securechat-escape", () -> true, ESC);
        bind(SEQUENCE, this::sequence, ESC + "[", ESC + "O");
        bind("securechat-interrupt", this::interrupt, KeyMap.ctrl('C'));
        bind("securechat-paste", editor::paste, ESC + "[200~");
        bind("securechat-end-of-paste", () -> true, PASTE_END);
        bind(LineReader.FOCUS_IN, () -> focus(true), ESC + "[I");
        bind(LineReader.FOCUS_OUT, () -> focus(false), ESC + "[O");
        if (File.separatorChar == '/') {
            bind("securechat-suspend", editor::suspend, KeyMap.ctrl('Z'));
        }
        bind("securechat-next", () -> command("/switch next"), KeyMap.alt('a'));
        bind("securechat-back", () -> command("/switch back"), KeyMap.alt('0'));
        for (char digit = '1'; digit <= '9'; digit++) {
            String line = "/switch " + digit;
            bind("securechat-switch-" + digit, () -> command(line), KeyMap.alt(digit));
        }
        reference(LineReader.FORWARD_WORD, ESC + "[1;3C", ESC + "[1;5C");
        reference(LineReader.BACKWARD_WORD, ESC + "[1;3D", ESC + "[1;5D");
        reference(LineReader.UP_LINE_OR_HISTORY, ESC + "[A", ESC + "OA");
        reference(LineReader.DOWN_LINE_OR_HISTORY, ESC + "[B", ESC + "OB");
        reference(LineReader.FORWARD_CHAR, ESC + "[C", ESC + "OC");
        reference(LineReader.BACKWARD_CHAR, ESC + "[D", ESC + "OD");
        reference(LineReader.BEGINNING_OF_LINE, ESC + "[H", ESC + "OH", ESC + "[1~", ESC + "[7~");
        reference(LineReader.END_OF_LINE, ESC + "[F", ESC + "OF", ESC + "[4~", ESC + "[8~");
        reference(LineReader.DELETE_CHAR, ESC + "[3~");
        MAPS.forEach(this::bindBeginnings);
    }

    private KeyMap<Binding> bindings(String map) {
        return Objects.requireNonNull(editor.getKeyMaps().get(map));
    }

    private void bind(String name, Widget widget, String... keys) {
        editor.getWidgets().put(name, widget);
        reference(name, keys);
    }

    /** Binds keys by a name: where JLine lists completions, it swallows keys without one. */
    private void reference(String name, String... keys) {
        for (String map : MAPS) {
            KeyMap<Binding> bindings = bindings(map);
            for (String key : keys) {
                bindings.bind(new Reference(name), key);
            }
        }
    }

    /** Binds the beginnings of all escape sequences, so that others that begin in the same way are found unknown, and are not typed. */
    private void bindBeginnings(String map) {
        KeyMap<Binding> bindings = bindings(map);
        for (String key : bindings.getBoundKeys().keySet()) {
            for (int end = SEQUENCE_START;
                    end < key.length() && INTRODUCERS.contains(key.substring(0, SEQUENCE_START));
                    end++) {
                bindings.bindIfNotBound(new Reference(SEQUENCE), key.substring(0, end));
            }
        }
    }

    private boolean interrupt() {
        if (editor.isAsking()) {
            return editor.giveUp();
        } else if (!editor.draft().isEmpty()) {
            interrupted = -1;
            return editor.empty();
        } else if (interrupted == editor.keys() - 1) {
            return editor.endOfInput();
        }
        interrupted = editor.keys();
        actions.hint("Ctrl-C again leaves");
        return true;
    }

    /** An unknown key does nothing. Alt with [ or O is typed as the letter, like Alt with any other without a meaning. */
    private boolean sequence() {
        String start = editor.getLastBinding();
        if (start != null && !editor.skipSequence(start) && start.length() == SEQUENCE_START) {
            editor.putString(start.substring(1));
        }
        return true;
    }

    private boolean focus(boolean focused) {
        actions.focus(focused);
        return true;
    }

    private boolean command(String line) {
        if (!editor.isAsking()) {
            actions.command(line, editor.draft());
            return editor.end();
        }
        return true;
    }
}
