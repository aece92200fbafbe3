package io.securechat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Random input for a property, made from a seed, so that a failure can be repeated. An ordinary build tries the same cases each
 * time, for a few seconds; {@code -Dfuzz.seconds=600} tries new ones for longer, and {@code -Dfuzz.seed=N} repeats the one case
 * that a failure has named.
 */
public final class Fuzz {
    private static final @Nullable Long LONGER = Long.getLong("fuzz.seconds");
    private static final long SECONDS = LONGER == null ? 3 : LONGER;

    /** Text that has been trouble somewhere: escapes, bidi, marks, surrogates, wide, formatting, numbers. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            ":",
            "::",
            "@",
            "!",
            "+",
            "-",
            "*",
            ",",
            ";",
            "=",
            "\\",
            "\\s\\:",
            "%s",
            "%n",
            "$1",
            "${x}",
            "\0",
            "\r",
            "\t",
            "\u0001",
            "\u0001ACTION ",
            "\u0001ACTION\u0001",
            "\u0003",
            "\u000304,05x",
            "\u0004ff00",
            "\u001b[2J",
            "\u001b]0;x\u0007",
            "\u009b31m",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "\ufeff",
            "\u2028",
            "\u0301\u0302\u0303\u0304\u0305\u0306",
            "\ud800",
            "\udc00",
            "\ufffd",
            "\uffff",
            "🎉",
            "👩‍🚒",
            "漢",
            "ﷺ",
            "ß",
            "İ",
            "ŉ",
            "0",
            "-1",
            "2147483648",
            "9223372036854775808",
            "99999999999999999999",
            "1e9",
            "NaN",
            "0x10");

    private final SplittableRandom random;

    private Fuzz(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Tries a property with one input after the other until the time is over; what it throws fails the test. */
    public static void check(Consumer<Fuzz> property) {
        Long only = Long.getLong("fuzz.seed");
        long first = only != null ? only : LONGER == null ? 0 : new SplittableRandom().nextLong();
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        long cases = 0;
        do {
            try {
                property.accept(new Fuzz(first + cases));
            } catch (Throwable failure) {
                throw new AssertionError("repeat it with -Dfuzz.seed=" + (first + cases) + ": " + failure, failure);
            }
            cases++;
        } while (only == null && System.nanoTime() < end);
        System.out.println(cases + " cases");
    }

    /** A number from 0 to below a bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean once(int in) {
        return below(in) == 0;
    }

    @SafeVarargs
    public final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Some words, some of them strange. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int pieces = below(5); pieces >= 0; pieces--) {
            text.append(
                    switch (below(4)) {
                        case 0 -> pick(TEXTS);
                        case 1 -> Character.toString(below(Character.MAX_CODE_POINT + 1));
                        case 2 -> "word".substring(below(4));
                        default -> Character.toString(' ' + below(95));
                    });
        }
        return once(200) ? text.toString().repeat(1 + below(3000)) : text.toString();
    }

    /** Some changes of bytes: replaced, removed, doubled, inserted, cut off. */
    public byte[] mutate(byte[] original) {
        byte[] bytes = original.clone();
        for (int changes = below(4); changes >= 0; changes--) {
            int at = below(bytes.length + 1);
            int length = Math.min(once(4) ? below(200) : below(4), bytes.length - at);
            bytes = switch (below(5)) {
                case 0 -> spliced(bytes, at, length, randomBytes(length));
                case 1 -> spliced(bytes, at, length, new byte[0]);
                case 2 -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
                case 3 -> spliced(bytes, at, 0, randomBytes(1 + below(4)));
                default -> once(8) ? Arrays.copyOf(bytes, at) : bytes;
            };
        }
        return bytes;
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - removed + added.length);
        System.arraycopy(added, 0, result, at, added.length);
        System.arraycopy(bytes, at + removed, result, at + added.length, bytes.length - at - removed);
        return result;
    }
}
