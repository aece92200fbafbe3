package io.securechat.server.command.history;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Span;
import io.securechat.irc.MessageReference;
import io.securechat.server.wire.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parsed CHATHISTORY (IRCv3 chathistory).
 *
 * @param subcommand in upper case
 * @param target the name of a channel or a user, or {@code *} for all
 * @param ranges the parts of the history, in order
 */
public record HistoryQuery(String subcommand, String target, List<Range> ranges) {
    /** Maximum number of messages in an answer: {@code CHATHISTORY}. */
    public static final int MAX_MESSAGES = 500;

    static final String TARGETS = "TARGETS";

    private static final Set<String> SUBCOMMANDS = Set.of("BEFORE", "AFTER", "LATEST", "AROUND", "BETWEEN", TARGETS);

    /**
     * A point in a history.
     *
     * @param id of the entry at this point, if there is no time
     * @param time null if there is an id
     */
    private record Point(long id, @Nullable Instant time) {
        /** The point of a reference, or null if it is malformed. */
        static @Nullable Point of(@Nullable MessageReference reference) {
            if (reference == null) {
                return null;
            }
            String msgid = reference.msgid();
            if (msgid == null) {
                return new Point(0, reference.time());
            }
            long id = Entry.idOf(msgid);
            return id < 0 ? null : new Point(id, null);
        }

        boolean precedes(Point other, LongFunction<Instant> timeOf) {
            if (time == null && other.time == null) {
                return id < other.id;
            }
            return timeBy(timeOf).isBefore(other.timeBy(timeOf));
        }

        private Instant timeBy(LongFunction<Instant> timeOf) {
            return time == null ? timeOf.apply(id) : time;
        }

        /** The part of a span before this point. */
        Span before(Span span) {
            return time == null ? span.before(id) : span.until(time);
        }

        /** The part of a span after this point. */
        Span after(Span span) {
            return time == null ? span.after(id) : span.since(time);
        }

        /** The part of a span from this point on. */
        Span from(Span span) {
            return time == null ? span.after(id - 1) : span.since(time.minusMillis(1));
        }
    }

    /**
     * Parses the parameters of a CHATHISTORY.
     *
     * @param events the verbs of requested entries other than messages
     * @param timeOf returns the time of the entry with an id
     * @throws Refusal with the codes of the specification
     */
    static HistoryQuery parse(List<String> params, Set<String> events, LongFunction<Instant> timeOf) {
        String subcommand = params.isEmpty() ? "*" : params.get(0).toUpperCase(Locale.ROOT);
        boolean two = subcommand.equals("BETWEEN");
        boolean any = subcommand.equals(TARGETS);
        if (!SUBCOMMANDS.contains(subcommand)) {
            throw refusal("INVALID_PARAMS", "There is no such subcommand", subcommand);
        }
        if (params.size() != (two ? 5 : 4)) {
            throw refusal("INVALID_PARAMS", "Wrong number of parameters", subcommand);
        }
        String target = any ? "*" : params.get(1);
        int limit = limit(subcommand, params.get(params.size() - 1));
        if (subcommand.equals("LATEST") && params.get(2).equals("*")) {
            return new HistoryQuery(subcommand, target, List.of(new Range(Span.ALL, limit, true, events)));
        }
        Point from = point(subcommand, target, params.get(any ? 1 : 2));
        Point to = two || any ? point(subcommand, target, params.get(any ? 2 : 3)) : from;
        List<Range> ranges = two || any
                ? List.of(between(from, to, limit, events, timeOf))
                : ranges(subcommand, from, limit, events);
        return new HistoryQuery(subcommand, target, ranges);
    }

    private static List<Range> ranges(String subcommand, Point point, int limit, Set<String> events) {
        Span before = point.before(Span.ALL);
        Span after = point.after(Span.ALL);
        return switch (subcommand) {
            case "BEFORE" -> List.of(new Range(before, limit, true, events));
            case "AFTER" -> List.of(new Range(after, limit, false, events));
            case "LATEST" -> List.of(new Range(after, limit, true, events));
            default ->
                List.of(
                        new Range(before, limit / 2, true, events),
                        new Range(point.from(Span.ALL), limit - limit / 2, false, events));
        };
    }

    /** The range between two points, read from the first towards the second, in either direction. */
    private static Range between(Point from, Point to, int limit, Set<String> events, LongFunction<Instant> timeOf) {
        return to.precedes(from, timeOf)
                ? new Range(to.after(from.before(Span.ALL)), limit, true, events)
                : new Range(from.after(to.before(Span.ALL)), limit, false, events);
    }

    private static Point point(String subcommand, String target, String word) {
        boolean timesOnly = subcommand.equals(TARGETS);
        if (!timesOnly && !MessageReference.isOfKnownType(word)) {
            String type = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            throw refusal(
                    "INVALID_MSGREFTYPE", "The reference types are msgid and timestamp", subcommand, target, type);
        }
        MessageReference reference = MessageReference.parse(word);
        Point point = timesOnly && reference != null && reference.time() == null ? null : Point.of(reference);
        if (point == null) {
            throw refusal("INVALID_PARAMS", "Malformed message reference or time", subcommand, word);
        }
        return point;
    }

    private static int limit(String subcommand, String word) {
        Integer limit = positive(word);
        if (limit == null) {
            throw refusal("INVALID_PARAMS", "The limit must be a number above 0", subcommand, word);
        }
        return limit;
    }

    /** Parses a number of messages, capped at {@value #MAX_MESSAGES}; returns null if it is not a number above 0. */
    static @Nullable Integer positive(String word) {
        return word.matches("0*[1-9]\\d{0,8}") ? Math.min(Integer.parseInt(word), MAX_MESSAGES) : null;
    }

    static Refusal refusal(String code, String text, String... context) {
        return Refusal.fail("CHATHISTORY", code, List.of(context), text);
    }

    /** Reads the requested entries of a place, oldest first. */
    CompletableFuture<List<Entry>> read(Journal journal, Place place) {
        CompletableFuture<List<Entry>> all = CompletableFuture.completedFuture(List.of());
        for (Range range : ranges) {
            all = all.thenCombine(
                    journal.read(place, range),
                    (before, then) ->
                            Stream.concat(before.stream(), then.stream()).toList());
        }
        return all;
    }
}
