package io.securechat.client.line;

import java.io.IOException;
import java.io.PrintWriter;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;

/** The modes of the terminal while the program uses it: raw input, bracketed paste, reports of the focus, and the window's title. */
public final class Modes {
    private static final String ON = "\u001B[?2004h\u001B[?1004h";
    private static final String OFF = "\u001B[?1004l\u001B[?2004l";
    private static final String SAVE_TITLE = "\u001B[22;2t";
    private static final String RESTORE_TITLE = "\u001B]2;\u0007\u001B[23;2t";

    private final Terminal terminal;
    private final PrintWriter out;
    private final boolean dumb;
    private final boolean titled;

    /** The attributes of the terminal before the program, before the chat, and in it. */
    private final Attributes before;

    private final Attributes early;
    private final Attributes raw;
    private Attributes wanted;
    private String title = "";

    /**
     * Makes the terminal keep what is typed, without an echo, until it is read. Ctrl-C still ends the program.
     *
     * @param plain whether to leave the title alone
     */
    public Modes(Terminal terminal, boolean plain) {
        this.terminal = terminal;
        this.out = terminal.writer();
        this.dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        this.titled = !plain && !dumb && !terminal.getType().startsWith("linux");
        this.before = terminal.enterRawMode();
        this.raw = terminal.getAttributes();
        this.early = new Attributes(raw);
        early.setLocalFlag(LocalFlag.ISIG, before.getLocalFlag(LocalFlag.ISIG));
        this.wanted = early;
        terminal.setAttributes(early);
        terminal.handle(Signal.CONT, signal -> again());
    }

    /** The chat begins: every key is passed on at once, in order. */
    public synchronized void begin() {
        wanted = raw;
        again();
    }

    /** Sets all modes again, because another program may have changed them. */
    synchronized void again() {
        if (wanted != before) {
            terminal.setAttributes(wanted);
        }
        if (wanted == raw && !dumb) {
            out.write(ON);
            drawTitle();
            out.flush();
        }
    }

    /** Restores the terminal as it was before the program. */
    public synchronized void end() {
        if (wanted == raw) {
            reset();
        }
        if (wanted != before) {
            wanted = before;
            terminal.setAttributes(before);
        }
    }

    /** Resets what the terminal itself keeps, even after JLine has closed it. */
    public synchronized void reset() {
        if (!dumb && wanted == raw) {
            out.write(OFF);
            if (!title.isEmpty()) {
                out.write(RESTORE_TITLE);
                title = "";
            }
            out.flush();
        }
    }

    /** Sets the title of the window. */
    synchronized void title(String text) {
        if (wanted == raw && titled && !text.equals(title)) {
            if (title.isEmpty()) {
                out.write(SAVE_TITLE);
            }
            title = text;
            drawTitle();
            out.flush();
        }
    }

    private void drawTitle() {
        if (!title.isEmpty()) {
            out.write("\u001B]2;" + title + "\u0007");
        }
    }

    /** Stops the processes of this terminal's job, with the terminal as it was before, and returns when they continue. */
    void suspend() {
        end();
        try {
            new ProcessBuilder("sh", "-c", "kill -TSTP 0").inheritIO().start().waitFor();
        } catch (IOException e) {
            // A system without a shell has no jobs to stop either.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        begin();
    }
}
