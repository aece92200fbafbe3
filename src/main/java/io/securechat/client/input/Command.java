package io.securechat.client.input;

import java.util.function.BiConsumer;

/**
 * A command that begins with a slash.
 *
 * @param parameters as {@code /help} shows them
 * @param help what it does, in the imperative
 */
public record Command(String name, String parameters, String help, BiConsumer<Input, String> handler) {
    /** Returns the command with its parameters and what it does. */
    String usage() {
        return "/" + name + " " + parameters + ": " + help;
    }
}
