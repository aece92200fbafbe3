package io.securechat.client.console;

/**
 * The answer to whether a text may be carried out: at once, after a question, or not now.
 *
 * @param question the yes-or-no question to ask before, or empty
 * @param reason the reason why the text stays in the input line, or empty
 */
public record Verdict(String question, String reason) {
    public static final Verdict GO = new Verdict("", "");

    public static Verdict ask(String question) {
        return new Verdict(question, "");
    }

    public static Verdict hold(String reason) {
        return new Verdict("", reason);
    }
}
