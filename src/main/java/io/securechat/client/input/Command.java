package io.securechat.client.input;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A command that begins with a slash.
 *
 * @param aliases other names, as other clients have them
 * @param parameters as {@code /help} shows them
 * @param help what it does, in the imperative
 * @param details further lines of help, such as examples
 * @param words the words that complete its first parameter
 */
public record Command(
        String name,
        List<String> aliases,
        String parameters,
        String help,
        List<String> details,
        Words words,
        BiConsumer<Input, String> handler) {
    public Command(String name, String parameters, String help, BiConsumer<Input, String> handler) {
        this(name, List.of(), parameters, help, List.of(), Words.of(parameters), handler);
    }

    Command alias(String... others) {
        return new Command(name, List.of(others), parameters, help, details, words, handler);
    }

    Command explain(String... lines) {
        return new Command(name, aliases, parameters, help, List.of(lines), words, handler);
    }

    Command complete(Words other) {
        return new Command(name, aliases, parameters, help, details, other, handler);
    }

    /**
     * Returns the words for a parameter.
     *
     * @param index 0 for the first one
     */
    Words words(int index) {
        List<String> forms = List.of(parameters.split(" ", -1));
        boolean first = index == 0 || words.areRepeated();
        return first ? words : Words.of(forms.get(Math.min(index, forms.size() - 1)));
    }

    /** Returns the parameters from an index on, such as {@code [REASON]}; empty if there are none. */
    String parameters(int index) {
        List<String> forms = List.of(parameters.split(" ", -1));
        String rest = String.join(" ", forms.subList(Math.min(index, forms.size()), forms.size()));
        long surplus = rest.chars().filter(c -> c == ']').count()
                - rest.chars().filter(c -> c == '[').count();
        return rest.substring(0, rest.length() - (int) surplus);
    }

    /** The name and the aliases. */
    Stream<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream());
    }

    /** The command as it is typed. */
    String form() {
        return parameters.isEmpty() ? "/" + name : "/" + name + " " + parameters;
    }

    /** Returns the command with its parameters and what it does. */
    String usage() {
        return form() + ": " + help;
    }
}
