package io.securechat.client.script;

import io.securechat.Problem;
import org.jspecify.annotations.Nullable;

/** A line of a program: a command, or an error. */
public final class Step {
    private final long line;
    private final String id;
    private final @Nullable Call call;
    private final @Nullable ScriptCommand command;
    private final @Nullable Problem problem;

    private Step(
            long line, String id, @Nullable Call call, @Nullable ScriptCommand command, @Nullable Problem problem) {
        this.line = line;
        this.id = id;
        this.call = call;
        this.command = command;
        this.problem = problem;
    }

    /**
     * Reads a line.
     *
     * @param text a JSON object
     * @param line its number in the input
     * @param room the room of a command that names none, or empty
     */
    public static Step of(String text, long line, String room) {
        String id = "";
        try {
            Call call = Call.of(text, room);
            id = call.id();
            return new Step(line, id, call, call.command(), null);
        } catch (Problem e) {
            return new Step(line, id, null, null, e);
        }
    }

    /** Returns the step for a line that is not text. */
    public static Step unreadable(long line, Problem why) {
        return new Step(line, "", null, null, why);
    }

    /** Returns whether the commands before it must be done first, and those after it must wait. */
    public boolean isAlone() {
        return command != null && command.isAlone();
    }

    /** Returns whether the user leaves with it. */
    public boolean isLast() {
        return command != null && command.isLast();
    }

    /** Begins the command, whose result comes when the server has answered; or shows the error. */
    public void begin(Script script) {
        try {
            if (call != null && command != null) {
                script.begin(call, command);
            } else if (problem != null) {
                throw problem;
            }
        } catch (Problem e) {
            script.invalid(id, line, e);
        }
    }
}
