package io.securechat.cli.join;

import io.securechat.cli.configuration.Undecodable;
import io.securechat.irc.Names;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A prompt for the user's name. */
final class NamePrompt {
    /** Exit code if the user gives up, like that of Ctrl-C in a shell. */
    static final int GIVEN_UP = 130;

    private NamePrompt() {}

    /** Accounts of the operating system that are nobody's own name. */
    private static final Set<String> SHARED = Set.of("root", "administrator", "admin");

    /** Returns the user's name in the operating system, or else {@code guest}. */
    static String suggestion() {
        String user = System.getProperty("user.name", "");
        return Names.isNick(user) && !Undecodable.isLost(user) && !SHARED.contains(user.toLowerCase(Locale.ROOT))
                ? user
                : "guest";
    }

    /**
     * Prompts until the user enters a valid name.
     *
     * @param prompt prints a question and reads the answer; empty at the end of the input
     * @param suggestion the name for an empty answer, or an empty string for none
     * @return empty if the user gives up
     */
    static Optional<String> ask(Function<String, Optional<String>> prompt, String suggestion) {
        String question = suggestion.isEmpty() ? "Username: " : "Username [" + suggestion + "]: ";
        while (true) {
            Optional<String> answer = prompt.apply(question).map(String::strip).map(a -> a.isEmpty() ? suggestion : a);
            if (answer.isEmpty() || Names.isNick(answer.get())) {
                return answer;
            }
            if (!answer.get().isEmpty()) {
                question = "'" + answer.get() + "' is not a valid name: " + Names.NICK_RULE + ".\nUsername: ";
            }
        }
    }
}
