package io.securechat.cli.join;

import io.securechat.Problem;
import io.securechat.cli.option.Converters;
import io.securechat.cli.terminal.UsageException;
import io.securechat.client.Filter;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options of {@code join} for scripts and bots. */
final class ScriptOptions {
    @Option(
            names = "--json",
            description = "Print each event as a JSON object on a line of its own, and take commands in this form")
    private boolean json;

    @Option(
            names = "--input",
            paramLabel = "FORM",
            converter = FormConverter.class,
            completionCandidates = FormConverter.class,
            description =
                    "Lines of standard input with --json: json (commands only), text (messages only) or auto (a line"
                            + " that begins with { is a command; default)")
    private @Nullable Form form;

    @Option(names = "--json-schema", description = "Print the JSON Schema of events and commands, and exit")
    private boolean schema;

    @Option(
            names = "--send",
            paramLabel = "TEXT",
            description = "Send this message to the room, or to the user of --to, and exit; the exit code is 0 if the"
                    + " server has stored it")
    private @Nullable String text;

    @Option(names = "--to", paramLabel = "NAME", description = "User that --send writes to")
    private @Nullable String receiver;

    @Option(names = "--listen", description = "Print what happens; do not read standard input")
    private boolean listening;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = AgeConverter.class,
            description = "First print earlier messages, with --listen: 30m, 12h or 7d")
    private @Nullable Duration age;

    private enum Form {
        AUTO,
        JSON,
        TEXT
    }

    private static final class FormConverter extends Converters.Choice<Form> {
        FormConverter() {
            super(Form.values());
        }
    }

    /** A duration such as {@code 12h}. */
    private static final class AgeConverter implements ITypeConverter<Duration> {
        private static final Pattern AGE = Pattern.compile("([1-9]\\d{0,5})([smhd])");

        @Override
        public Duration convert(String text) {
            Matcher age = AGE.matcher(text);
            if (!age.matches()) {
                throw new Converters.InvalidValueException("use a number and s, m, h or d, such as 30m, 12h or 7d");
            }
            long number = Long.parseLong(age.group(1));
            return switch (age.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }

    /** @throws UsageException if options contradict each other */
    void check() {
        if (receiver != null) {
            UsageException.require(Names.isNick(receiver), "--to", receiver, Names.NICK_RULE);
            require(text != null, "--to needs --send", "join --send TEXT --to " + receiver);
        }
        require(text == null || !text.isBlank(), "there is no text to send", "join --send 'tea is ready'");
        require(text == null || !(json || listening), "--send prints nothing", "join --send TEXT");
        require(form == null || json, "--input needs --json", "join --json --input json");
        require(age == null || listening, "--since needs --listen", "join --listen --since 1h");
    }

    private static void require(boolean valid, String problem, String command) {
        if (!valid) {
            throw new UsageException(new Problem(problem, Problem.command(command)));
        }
    }

    boolean isJson() {
        return json;
    }

    boolean isSchema() {
        return schema;
    }

    boolean isListening() {
        return listening;
    }

    /** Returns whether the user cannot take part by typing. */
    boolean isForPrograms() {
        return json || listening || text != null;
    }

    /** The message to send instead of the standard input. */
    Optional<String> message() {
        return Optional.ofNullable(text);
    }

    /** The receiver of {@link #message}; empty for a room. */
    Optional<String> receiver() {
        return Optional.ofNullable(receiver);
    }

    /** The time from which to print earlier messages. */
    Optional<Instant> since(Instant now) {
        return Optional.ofNullable(age).map(now::minus);
    }

    /** The meaning of the lines of standard input. */
    Filter.Mode mode(boolean typed) {
        if (typed) {
            return Filter.Mode.TYPED;
        } else if (!json || form == Form.TEXT) {
            return Filter.Mode.TEXT;
        }
        return form == Form.JSON ? Filter.Mode.JSON : Filter.Mode.MIXED;
    }
}
