package io.securechat.cli.option;

import io.securechat.irc.Names;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of option values. What one refuses is reported with a hint that names the valid values. */
public final class Converters {
    private Converters() {}

    /** An invalid value. */
    public static final class InvalidValueException extends TypeConversionException {
        private static final long serialVersionUID = 1;

        /** @param hint the valid values */
        public InvalidValueException(String hint) {
            super(hint);
        }
    }

    /** A whole number within limits. */
    public abstract static class Range implements ITypeConverter<Integer> {
        private final int min;
        private final int max;
        private final String hint;

        public Range(int min, int max, String hint) {
            this.min = min;
            this.max = max;
            this.hint = hint;
        }

        @Override
        public Integer convert(String text) {
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // It is refused like a number out of range.
            }
            throw new InvalidValueException(hint);
        }
    }

    /** A whole number from 1. */
    public static final class Positive extends Range {
        Positive() {
            super(1, Integer.MAX_VALUE, "use 1 or more");
        }
    }

    /** A whole number from 0, which stands for any number. */
    public static final class NumberOrAny extends Range {
        NumberOrAny() {
            super(0, Integer.MAX_VALUE, "use 1 or more, or 0 for any number");
        }
    }

    /** A port to connect to. */
    public static final class Port extends Range {
        Port() {
            super(1, Defaults.MAX_PORT, Defaults.PORT_RULE);
        }
    }

    /** A port to listen on. */
    public static final class ListeningPort extends Range {
        ListeningPort() {
            super(0, Defaults.MAX_PORT, "use 1 to " + Defaults.MAX_PORT + ", or 0 for any free port");
        }
    }

    /** A valid nick. */
    public static final class Nick implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!Names.isNick(text)) {
                throw new InvalidValueException(Names.NICK_RULE);
            }
            return text;
        }
    }

    /** A constant of an enum, by its name in any case; also the names for completion. */
    public abstract static class Choice<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
        private final List<E> choices;

        @SafeVarargs
        @SuppressWarnings("varargs")
        public Choice(E... choices) {
            this.choices = List.of(choices);
        }

        @Override
        public E convert(String text) {
            return choices.stream()
                    .filter(choice -> choice.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new InvalidValueException("use " + names()));
        }

        @Override
        public Iterator<String> iterator() {
            return choices.stream()
                    .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }

        private String names() {
            String names = String.join(", ", this);
            return names.replaceFirst(", (\\w+)$", " or $1");
        }
    }
}
