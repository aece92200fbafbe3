package io.securechat.client.console;

import io.securechat.client.line.Editor;
import io.securechat.client.line.Prompt;
import io.securechat.client.line.TypedLines;
import io.securechat.client.line.TypedLines.Draft;
import io.securechat.client.text.Sanitizer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;

/** Reads lines, asks what has to be asked, and passes them to the chat. A draft appears only where nothing is being typed. */
final class Dialogue {
    private static final String LEAVE_HINT = "quit or Ctrl-D leaves";
    private static final String NOT_SENT = "not sent; press ↑ to get it back";
    private static final Pattern YES = Pattern.compile("\\s*(y|yes)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO = Pattern.compile("\\s*(n|no)?\\s*", Pattern.CASE_INSENSITIVE);

    private final Editor editor;
    private final Prompt prompts;
    private final TypedLines lines;
    private final Consumer<String> hints;

    /** The text to begin the next line with, instead of the draft. */
    private Draft held = Draft.EMPTY;

    /** Whether the next line begins with the draft of its place. */
    private boolean restoring = true;

    /** The place whose draft is in the line, or an empty string. */
    private String restored = "";

    /** The command of the key that ended the line. */
    private String command = "";

    /** True while typed text is carried out. */
    private volatile boolean busy;

    Dialogue(Editor editor, Prompt prompts, TypedLines lines, Consumer<String> hints) {
        this.editor = editor;
        this.prompts = prompts;
        this.lines = lines;
        this.hints = hints;
    }

    /** Begins the chat. What was typed until now is no part of a draft. */
    void begin() {
        restoring = editor.peekCharacter(1) < 0;
        if (!restoring) {
            remind(prompts.draftPlace());
        }
    }

    /** Asks a question. Returns the answer, or empty if the user wants to leave. */
    Optional<String> ask(String question) {
        try {
            return Optional.of(editor.readAnswer(question));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** The chat has switched to a place. If the user did not just type that, the draft waits. */
    void switched(String place) {
        if (!busy) {
            remind(place);
        }
    }

    private void remind(String place) {
        if (!lines.draft(place).isEmpty()) {
            hints.accept("there is a draft for " + Sanitizer.name(place) + "; Enter on an empty line shows it");
        }
    }

    /** A key has ended the line, which becomes the draft of its place. */
    void pressed(String line, Draft draft) {
        command = line;
        keep(draft);
    }

    /** Keeps the line as the draft of the place that it is meant for. */
    void keep(Draft draft) {
        String place = prompts.draftPlace();
        Draft old = restored.equals(place) ? Draft.EMPTY : lines.draft(place);
        if (!draft.isEmpty() || old.isEmpty()) {
            lines.history(place).add(Instant.now(), old.text()); // one that waited is not lost
            lines.keep(place, draft);
        }
    }

    /** Reads a line and carries it out. Returns false when the user wants to leave, or the thread is interrupted for the end. */
    boolean read(Chat chat) {
        try {
            String text = editor.readLine(this::start);
            if (!command.isEmpty()) {
                String pressed = command;
                command = "";
                restoring = true;
                return send(chat, pressed);
            }
            return carryOut(chat, text);
        } catch (UserInterruptException e) {
            held = Draft.of(String.valueOf(e.getPartialLine()));
            keep(held);
            hints.accept(LEAVE_HINT);
            return true;
        } catch (EndOfFileException e) {
            keep(Draft.of(Objects.requireNonNullElse(e.getPartialLine(), "")));
            throw e;
        }
    }

    /** Chooses the history of the current place, and returns the text that its line begins with. */
    private Draft start() {
        String place = prompts.draftPlace();
        editor.setHistory(lines.history(place));
        Draft first = held.isEmpty() && restoring ? lines.draft(place) : held;
        restored = held.isEmpty() && !restoring ? "" : place;
        restoring = false;
        held = Draft.EMPTY;
        return first;
    }

    private boolean carryOut(Chat chat, String text) {
        Verdict verdict = chat.check(text);
        if (!verdict.reason().isEmpty()) {
            held = Draft.of(text);
            hints.accept(verdict.reason());
            return true;
        }
        if (!restored.isEmpty()) {
            lines.keep(restored, Draft.EMPTY);
        }
        if (!verdict.question().isEmpty() && !isConfirmed(verdict.question())) {
            hints.accept(NOT_SENT);
            return true;
        }
        String place = prompts.draftPlace();
        lines.history(place).sent(text);
        boolean on = send(chat, text);
        restoring = text.isBlank() || !prompts.draftPlace().equals(place);
        return on;
    }

    private boolean send(Chat chat, String text) {
        busy = true;
        try {
            return chat.typed(text);
        } finally {
            busy = false;
        }
    }

    /** Returns whether the answer is yes. One that is neither yes nor no was typed before the question was seen, and becomes the next line. */
    private boolean isConfirmed(String question) {
        String answer = ask(question).orElse("");
        if (!YES.matcher(answer).matches() && !NO.matcher(answer).matches()) {
            held = Draft.of(answer + editor.pending()); // of a paste, the other lines follow at once
        }
        return YES.matcher(answer).matches();
    }
}
