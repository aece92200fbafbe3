package io.securechat.client.line;

import io.securechat.client.line.TypedLines.Draft;
import io.securechat.client.style.Look;
import io.securechat.client.style.Tone;
import java.io.IOError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.InfoCmp.Capability;

/** The input line on the screen: between its prompts, below what is printed, clean at every size of the terminal. */
abstract class DrawnLine extends LineReaderImpl {
    private static final int USUAL_COLUMNS = 80;

    private final Modes modes;
    private final Prompt prompts;
    private final Look look;
    private final boolean plain;
    private final HeldLines held = new HeldLines();
    private final Consumer<String> writing;
    private UnaryOperator<String> hints = line -> "";

    /** The line as the others know it. */
    private String known = "";

    private String question = "";
    private boolean asking;
    private boolean ending;
    private int drawn;

    /** @param writing receives the line when the user has changed it */
    DrawnLine(Terminal terminal, Modes modes, Prompt prompts, Look look, boolean plain, Consumer<String> writing) {
        super(terminal, "securechat", null);
        this.modes = modes;
        this.prompts = prompts;
        this.look = look;
        this.plain = plain;
        this.writing = writing;
    }

    /** Shows a question instead of the prompt of the chat, until {@link #asked}. */
    final void asking(String text) {
        question = text;
        asking = true;
    }

    final void asked() {
        asking = false;
    }

    /** Sets the hints behind the cursor: the parameters that a line takes next, or an empty string. */
    public final void hints(UnaryOperator<String> forLine) {
        hints = forLine;
    }

    /** Takes the line as one that the user has not written. */
    final void known() {
        known = buf.toString();
    }

    final void changed(String text) {
        if (!text.equals(known)) {
            known = text;
            writing.accept(text);
        }
    }

    /** Clears the screen. */
    public void wipe() {
        locked(() -> reading ? clearScreen() : terminal.puts(Capability.clear_screen));
    }

    /** A line begins: sets the modes of the terminal, which another program may have changed. */
    final void begin() {
        prompts.next();
        modes.again();
    }

    /** Returns whether the line is the answer to a question. */
    public boolean isAsking() {
        return asking;
    }

    /** The text of the line, and the position of the cursor. */
    public Draft draft() {
        return locked(() -> new Draft(buf.toString(), buf.cursor()));
    }

    /** Prints lines above the input line, or behind it if they have to wait. */
    public void above(AttributedString lines) {
        locked(() -> {
            if (!plain || !reading || buf.length() == 0) {
                resize();
                release();
                printAbove(look.printed(lines));
            } else {
                held.add(lines);
            }
            return true;
        });
    }

    private void release() {
        if (!held.isEmpty()) {
            printAbove(look.printed(held.take()));
        }
    }

    /** Writes a sequence that draws nothing. */
    public void send(String sequence) {
        locked(() -> {
            terminal.writer().write(sequence);
            terminal.flush();
            return true;
        });
    }

    /** Draws the line again where it has changed. */
    public void refresh() {
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
    public Optional<Draft> erase() {
        try {
            if (!lock.tryLock(1, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            return Optional.empty();
        }
        try {
            Draft line = asking ? Draft.EMPTY : draft();
            if (reading) {
                clearIfOpen();
                reading = false;
            }
            return Optional.of(line);
        } finally {
            lock.unlock();
        }
    }

    /** Clears the line, unless the end of the process has closed the terminal already. */
    private void clearIfOpen() {
        try {
            clear();
        } catch (IllegalStateException | IOError e) {
            // nothing is left to clear
        }
    }

    final <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Calls the chat, whose thread may be waiting for the screen. */
    public <T> T unlocked(Supplier<T> action) {
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

    @Override
    protected void handleSignal(Signal signal) {
        locked(() -> {
            modes.again();
            if (signal == Signal.WINCH) {
                return resize() && redisplay();
            }
            super.handleSignal(signal);
            return redisplay();
        });
    }

    /** Follows the terminal, which has moved what was drawn, or cut it off: removes all of it. Returns whether the size has changed. */
    private boolean resize() {
        Size now = terminal.getBufferSize();
        boolean changed = reading && (now.getColumns() != size.getColumns() || now.getRows() != size.getRows());
        if (changed) {
            int cursor = prompt.columnLength(terminal) + new AttributedString(buf.upToCursor()).columnLength(terminal);
            if (now.getColumns() > 0 && cursor % now.getColumns() == 0 && cursor < drawn) {
                terminal.puts(Capability.cursor_up); // JLine takes it to be at the end of the row above
            }
            super.handleSignal(Signal.WINCH);
            clear();
            terminal.puts(Capability.carriage_return);
            terminal.puts(Capability.clr_eos);
            redrawLine();
        }
        return changed;
    }

    private int columns() {
        return size.getColumns() > 0 ? size.getColumns() : USUAL_COLUMNS;
    }

    @Override
    protected void redisplay(boolean flush) {
        locked(() -> {
            resize();
            if (!ending) {
                decorate();
            }
            super.redisplay(flush);
            return true;
        });
    }

    /**
     * Appends the right prompt if the line is one row. It ends before the last column, because a full row and the next one become one
     * when the terminal grows wider.
     */
    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondary) {
        AttributedString full = super.getDisplayedBufferWithPrompts(secondary);
        boolean alone = !asking && !ending && full.toString().indexOf('\n') < 0;
        full = alone ? withHint(full) : full;
        int free = columns() - 1 - full.columnLength(terminal);
        AttributedString right = alone ? prompts.right(free - Prompt.GAP) : AttributedString.EMPTY;
        drawn = full.columnLength(terminal);
        if (right.length() == 0) {
            return full;
        }
        drawn += free;
        return new AttributedStringBuilder()
                .append(full)
                .append(" ".repeat(free - right.columnLength(terminal)))
                .append(right)
                .toAttributedString();
    }

    /** Appends the parameters of the command that is typed, until the first of them is begun. */
    private AttributedString withHint(AttributedString line) {
        String hint = plain || buf.cursor() < buf.length() ? "" : hints.apply(buf.toString());
        return hint.isEmpty() || line.columnLength(terminal) + hint.length() >= columns()
                ? line
                : new AttributedStringBuilder()
                        .append(line)
                        .append(hint, look.styles().of(Tone.DIM))
                        .toAttributedString();
    }

    private void decorate() {
        changed(asking ? "" : buf.toString());
        if (asking) {
            prompt = new AttributedString(question);
            return;
        }
        if (!plain || buf.length() == 0 || prompt.length() == 0) {
            prompt = prompts.left(columns());
        }
        modes.title(prompts.title());
        if (plain && buf.length() == 0 && !held.isEmpty()) {
            release();
        }
    }

    @Override
    protected void cleanup() {
        ending = true;
        try {
            super.cleanup();
            release();
        } finally {
            ending = false;
        }
    }
}
