package io.securechat.client.script;

import java.util.List;

/**
 * A command of a program.
 *
 * @param help what it does, in one sentence
 */
public record ScriptCommand(String name, String help, List<Field> fields, Handler handler) {
    /** Carries out a command. */
    @FunctionalInterface
    interface Handler {
        /** @throws io.securechat.Problem if the command cannot be carried out */
        void run(Script script, Call call);
    }

    static ScriptCommand of(String name, String help, Handler handler, Field... fields) {
        return new ScriptCommand(name, help, List.of(fields), handler);
    }
}
