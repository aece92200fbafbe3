package io.securechat.server.block;

import io.securechat.SafeText;
import io.securechat.irc.Utf8;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of an account, a certificate or an address.
 *
 * @param until its end, in whole seconds; null if it stays until it is lifted
 * @param since in whole seconds
 * @param by the operator's nick, or {@link #CONSOLE}
 * @param reason visible characters, perhaps none; the blocked user sees it
 */
public record Block(Target target, @Nullable Instant until, Instant since, String by, String reason) {
    /** The author of a block by {@code serve block}. */
    public static final String CONSOLE = "-";

    /** The forms of a duration, for error messages. */
    public static final String DURATION_RULE =
            "use a number with s, m, h, d or w, such as 30m or 7d, at most ten years";

    /** Bytes of a reason, which shares a line with the rest. */
    private static final int MAX_REASON = 150;

    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhdw]?)");
    private static final String FOREVER = "forever";
    private static final int FIELDS = 6;

    /**
     * Returns a block that begins now.
     *
     * @param duration null for a block that stays until it is lifted
     */
    public static Block of(Target target, @Nullable Duration duration, Instant now, String by, String reason) {
        Instant since = now.truncatedTo(ChronoUnit.SECONDS);
        return new Block(
                target,
                duration == null ? null : now.plus(duration).truncatedTo(ChronoUnit.SECONDS),
                since,
                by,
                Utf8.cut(SafeText.of(reason.strip()), MAX_REASON));
    }

    /** Returns a duration such as {@code 7d}, in minutes without a unit; empty if it is malformed, zero or too long. */
    public static Optional<Duration> duration(String typed) {
        Matcher matcher = DURATION.matcher(typed);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(7 * number);
            default -> Duration.ofMinutes(number);
        };
        return duration.isZero() || duration.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(duration);
    }

    boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** Returns the sentence for the blocked user, without a full stop. */
    public String farewell() {
        return "You are blocked on this server" + (until == null ? "" : " until " + until)
                + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** Returns it in words, such as {@code account ada until 2026-11-29T10:00:00Z by olga: stolen laptop}. */
    public String describe() {
        return target
                + (until == null ? "" : " until " + until)
                + (by.equals(CONSOLE) ? "" : " by " + by)
                + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** Returns its line in the file. */
    String line() {
        return String.join(
                        " ",
                        target.kind().word(),
                        target.text(),
                        until == null ? FOREVER : until.toString(),
                        since.toString(),
                        by,
                        reason)
                .strip();
    }

    /** Returns the block of a line; empty if the line is malformed. */
    static Optional<Block> parse(String line) {
        String[] words = line.strip().split(" +", FIELDS);
        if (words.length < FIELDS - 1) {
            return Optional.empty();
        }
        Optional<Target> target =
                Target.parse(words[1]).filter(named -> named.kind().word().equals(words[0]));
        String reason = words.length == FIELDS ? words[FIELDS - 1] : "";
        try {
            Instant until = words[2].equals(FOREVER) ? null : Instant.parse(words[2]);
            Instant since = Instant.parse(words[3]);
            return target.map(named ->
                    new Block(named, until, since, SafeText.of(words[4]), Utf8.cut(SafeText.of(reason), MAX_REASON)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
