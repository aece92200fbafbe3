package io.securechat.client.history;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dates as users type them: {@code today}, {@code monday}, {@code 2d}, {@code 2026-11-24} or {@code 2026-11-24T14:00}. */
public final class SearchDate {
    private static final Pattern AGO = Pattern.compile("(\\d{1,4})([mhdw])");
    private static final int DAYS_OF_WEEK = 7;

    private SearchDate() {}

    /** The words that name a day, with today and yesterday first. */
    public static List<String> words() {
        return Stream.concat(
                        Stream.of("today", "yesterday"),
                        Stream.of(DayOfWeek.values()).map(SearchDate::name))
                .toList();
    }

    /**
     * Parses a date: a day begins at midnight, and the name of a day of the week means the last one, which may be today.
     *
     * @param now the present on the user's clock
     * @throws IllegalArgumentException with a message for the user
     */
    static Instant parse(String typed, ZonedDateTime now) {
        String value = typed.toLowerCase(Locale.ROOT);
        Matcher ago = AGO.matcher(value);
        try {
            if (ago.matches()) {
                return before(now, Integer.parseInt(ago.group(1)), ago.group(2)).toInstant();
            }
            Optional<LocalDate> day = day(value, now.toLocalDate());
            if (day.isPresent() || value.indexOf('t') < 0) {
                return day.orElseGet(() -> LocalDate.parse(value))
                        .atStartOfDay(now.getZone())
                        .toInstant();
            }
            return LocalDateTime.parse(value.replace('t', 'T'))
                    .atZone(now.getZone())
                    .toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + typed + "' is not a date such as today, monday, 2d, 2026-11-24 or 2026-11-24T14:00", e);
        }
    }

    private static Optional<LocalDate> day(String value, LocalDate today) {
        return switch (value) {
            case "today" -> Optional.of(today);
            case "yesterday" -> Optional.of(today.minusDays(1));
            default ->
                Stream.of(DayOfWeek.values())
                        .filter(day -> name(day).equals(value)
                                || name(day).substring(0, "mon".length()).equals(value))
                        .findFirst()
                        .map(day -> today.with(TemporalAdjusters.previousOrSame(day)));
        };
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
    }

    private static ZonedDateTime before(ZonedDateTime now, int count, String unit) {
        return switch (unit) {
            case "m" -> now.minusMinutes(count);
            case "h" -> now.minusHours(count);
            case "w" -> now.minusDays((long) count * DAYS_OF_WEEK);
            default -> now.minusDays(count);
        };
    }
}
