package io.securechat.client.input;

import io.securechat.irc.Names;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Completion of the word before the cursor. */
final class Completion {
    private Completion() {}

    /**
     * Returns the candidates for a word, each with what follows it: commands at the start of a line, names elsewhere.
     *
     * @param start true if the word is the first of the line
     */
    static List<String> of(String word, boolean start, Collection<String> names) {
        String typed = Names.fold(word);
        Stream<String> found = start && word.startsWith("/")
                ? Commands.names().map(command -> command + " ")
                : names.stream().map(name -> name + (start && !Names.isChannelLike(name) ? ": " : " "));
        return found.filter(candidate -> Names.fold(candidate).startsWith(typed))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
    }
}
