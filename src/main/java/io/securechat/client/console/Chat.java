package io.securechat.client.console;

import java.util.List;

/** The chat behind the console. */
public interface Chat {
    /** Carries out typed text of one or several lines. Returns false when the user wants to leave. */
    boolean typed(String text);

    /** Returns whether a text may be carried out. */
    Verdict check(String text);

    /**
     * Returns the completions of the last word of a line.
     *
     * @param line the text before the cursor; its last word is empty after a blank
     */
    List<Suggestion> complete(String line);

    /**
     * The user has changed the text in the input line.
     *
     * @param text empty if there is none any more, or not for others to know of
     */
    void writing(String text);

    /** Returns the parameters that the command in the input line takes next, to be shown behind the cursor; or empty. */
    String hint(String line);

    /** The user leaves, or the terminal is closed. */
    void leave();
}
