package io.securechat.client.script;

import java.util.List;
import java.util.Set;

/**
 * A command of a program.
 *
 * @param help what it does, in one sentence
 */
public record ScriptCommand(String name, String help, List<Field> fields, Handler handler) {
    /** Commands that others depend on: those before them are done first, and those after them wait. */
    private static final Set<String> ALONE = Set.of("join", "part", "nick", ScriptCommand.QUIT);

    private static final String QUIT = "quit";

    /** Carries out a command. */
    @FunctionalInterface
    interface Handler {
        /**
         * Begins the command.
         *
         * @throws io.securechat.Problem if the command names no room, and there is none
         */
        void run(Script script, Call call);
    }

    boolean isAlone() {
        return ALONE.contains(name);
    }

    boolean isLast() {
        return name.equals(QUIT);
    }

    static ScriptCommand of(String name, String help, Handler handler, Field... fields) {
        return new ScriptCommand(name, help, List.of(fields), handler);
    }
}
