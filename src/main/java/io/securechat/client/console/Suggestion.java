package io.securechat.client.console;

/**
 * A completion of the last word of the input line.
 *
 * @param text replaces the word, including what follows it, such as a blank
 * @param description shown beside it in the menu, or empty
 * @param group the heading above it in the menu, or empty
 */
public record Suggestion(String text, String description, String group) {
    public static Suggestion of(String text) {
        return new Suggestion(text, "", "");
    }
}
