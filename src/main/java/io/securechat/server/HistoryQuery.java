package io.securechat.server;

import io.securechat.history.Entry;
import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Span;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for with CHATHISTORY (IRCv3 chathistory).
 *
 * @param subcommand in upper case
 * @param target the name of a channel or a person, or {@code *} where all are asked for
 * @param ranges which parts of the history, in order
 */
record HistoryQuery(String subcommand, String target, List<Range> ranges) {
    /** Messages of one answer at most: {@code CHATHISTORY}. */
    static final int MAX_MESSAGES = 500;

    static final String TARGETS = "TARGETS";

    /**
     * Reads a command's parameters.
     *
     * @param events the verbs of what is asked for besides messages
     * @param timeOf tells when the entry with an id was said
     * @throws Refusal with the codes of the specification
     */
    static HistoryQuery parse(List<String> params, Set<String> events, LongFunction<Instant> timeOf) {
        String subcommand = params.isEmpty() ? "*" : params.get(0).toUpperCase(Locale.ROOT);
        boolean two = subcommand.equals("BETWEEN");
        boolean any = subcommand.equals(TARGETS);
        if (!List.of("BEFORE", "AFTER", "LATEST", "AROUND", "BETWEEN", TARGETS).contains(subcommand)) {
            throw refusal("INVALID_PARAMS", "There is no such subcommand", subcommand);
        }
        if (params.size() != (two ? 5 : 4)) {
            throw refusal("INVALID_PARAMS", "There are too few parameters, or too many", subcommand);
        }
        String target = any ? "*" : params.get(1);
        int limit = limit(subcommand, params.get(params.size() - 1));
        if (subcommand.equals("LATEST") && params.get(2).equals("*")) {
            return new HistoryQuery(subcommand, target, List.of(new Range(Span.ALL, limit, true, events)));
        }
        Selector from = selector(subcommand, target, params.get(any ? 1 : 2));
        Selector to = two || any ? selector(subcommand, target, params.get(any ? 2 : 3)) : from;
        List<Range> ranges = two || any
                ? List.of(between(from, to, limit, events, timeOf))
                : ranges(subcommand, from, limit, events);
        return new HistoryQuery(subcommand, target, ranges);
    }

    private static List<Range> ranges(String subcommand, Selector point, int limit, Set<String> events) {
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

    /** From the first one towards the second one, in whichever direction that is. */
    private static Range between(
            Selector from, Selector to, int limit, Set<String> events, LongFunction<Instant> timeOf) {
        return to.precedes(from, timeOf)
                ? new Range(to.after(from.before(Span.ALL)), limit, true, events)
                : new Range(from.after(to.before(Span.ALL)), limit, false, events);
    }

    private static Selector selector(String subcommand, String target, String word) {
        boolean timesOnly = subcommand.equals(TARGETS);
        if (!timesOnly && !Selector.isOfKnownType(word)) {
            String type = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            throw refusal("INVALID_MSGREFTYPE", "Messages are named by msgid or timestamp", subcommand, target, type);
        }
        Selector selector = timesOnly && Selector.time(word) == null ? null : Selector.of(word);
        if (selector == null) {
            throw refusal("INVALID_PARAMS", "This names no message and no time", subcommand, word);
        }
        return selector;
    }

    private static int limit(String subcommand, String word) {
        Integer limit = positive(word);
        if (limit == null) {
            throw refusal("INVALID_PARAMS", "The limit must be a number above 0", subcommand, word);
        }
        return limit;
    }

    /** A number of messages as a client asks for it, but not more than it can have; null if it is none above 0. */
    static @Nullable Integer positive(String word) {
        return word.matches("0*[1-9]\\d{0,8}") ? Math.min(Integer.parseInt(word), MAX_MESSAGES) : null;
    }

    static Refusal refusal(String code, String text, String... context) {
        return Refusal.fail("CHATHISTORY", code, List.of(context), text);
    }

    /** The messages of a place that are asked for, oldest first. */
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
