package io.securechat.cli.configuration;

import io.securechat.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Arguments and settings that the JVM could not decode, because the locale's encoding (ASCII for "C") lacks their characters. The
 * JVM replaces their bytes with U+FFFD, so they are lost: a room {@code #k��che} must not be joined.
 */
public final class Undecodable {
    private static final char REPLACEMENT = '\uFFFD';

    private Undecodable() {}

    /** Returns the problem with the first of them, if there is one. */
    public static Optional<Problem> in(String[] arguments, Map<String, String> environment) {
        Optional<String> lost = Stream.of(arguments)
                .filter(Undecodable::isLost)
                .map(argument -> "the argument '" + argument + "'")
                .findFirst()
                .or(() -> environment.entrySet().stream()
                        .filter(variable ->
                                variable.getKey().startsWith(Environment.PREFIX) && isLost(variable.getValue()))
                        .map(variable ->
                                "the environment variable " + variable.getKey() + "='" + variable.getValue() + "'")
                        .findFirst())
                .or(() -> Optional.of(System.getProperty("user.dir", ""))
                        .filter(Undecodable::isLost)
                        .map(directory -> "the name of the working directory '" + directory + "'"));
        return lost.map(text -> new Problem(
                text + " cannot be decoded with the locale's encoding, " + System.getProperty("sun.jnu.encoding"),
                "use a UTF-8 locale: LC_ALL=C.UTF-8 " + Problem.command(arguments.length == 0 ? "" : arguments[0])));
    }

    /** Returns whether characters of a text could not be decoded. */
    public static boolean isLost(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }
}
