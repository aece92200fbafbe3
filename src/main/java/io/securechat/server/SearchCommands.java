package io.securechat.server;

import io.securechat.Problem;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Search;
import io.securechat.history.Span;
import io.securechat.history.Terms;
import io.securechat.irc.Message;
import io.securechat.irc.ServerTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looking for what was said (soju.im/search). */
final class SearchCommands {
    static final List<Command> ROWS = List.of(new Command(
            "SEARCH",
            0,
            "<attribute>=<value>{;<attribute>=<value>}",
            "Looks for what was said, by the attributes in, from, after, before, text and limit (soju.im/search).",
            SearchCommands::search));

    private static final int DEFAULT_LIMIT = 100;

    private SearchCommands() {}

    private static void search(Session session, Message message, Reply reply) {
        Map<String, String> attributes = Message.tagsOf(message.trailing());
        User user = session.user();
        String text = text(attributes);
        String from = attributes.getOrDefault("from", "");
        String in = attributes.get("in");
        Instant since = time(attributes, "after");
        Instant until = time(attributes, "before");
        if (text.isEmpty() && from.isEmpty() && in == null && since == null && until == null) {
            throw Refusal.fail("SEARCH", "INVALID_PARAMS", "Tell what to look for, such as text=tea");
        }
        Span span = Span.ALL
                .since(since == null ? null : since.minusMillis(1))
                .until(until == null ? null : until.plusMillis(1));
        Set<Place> places = in == null ? rooms(session) : Set.of(place(session, in));
        Search search = new Search(
                asker(session),
                places,
                in == null ? user.party() : null,
                text,
                from,
                new Range(span, limit(attributes), since == null, Set.of()));
        reply.await(
                session.chat().journal().search(search),
                found -> answer(session, found, reply),
                SearchCommands::failed);
    }

    private static void answer(Session session, Journal.Found found, Reply reply) {
        String late =
                "The search took too long, and was ended: name a channel (in=), a sender (from=) or a time (after=)";
        if (!found.complete() && found.entries().isEmpty()) {
            throw Refusal.fail("SEARCH", "INTERNAL_ERROR", late);
        }
        reply.addBatch(
                "soju.im/search",
                found.entries().stream()
                        .map(session.chat().rooms()::underPresentName)
                        .map(EntryLines::later)
                        .toList());
        if (!found.complete()) {
            reply.add("WARN", "SEARCH", "INCOMPLETE", late);
        }
    }

    /** The certificate of a guest: one that connects again has its turn with the others. */
    private static String asker(Session session) {
        Party party = session.user().party();
        return party.guest() ? session.peer().fingerprint() : party.key();
    }

    private static Place place(Session session, String in) {
        Target target = session.chat().targets().readable(session.user(), in);
        if (target == null) {
            throw invalid("in");
        }
        return target.place();
    }

    /** The rooms where a user is, and the parts of them that are for those with a status which the user has. */
    private static Set<Place> rooms(Session session) {
        return session.chat()
                .targets()
                .readable(session.user())
                .map(Target::place)
                .collect(Collectors.toSet());
    }

    private static String text(Map<String, String> attributes) {
        String text = attributes.getOrDefault("text", "");
        int terms = Terms.of(text).size();
        if (terms > Terms.MAX) {
            throw Refusal.fail(
                    "SEARCH",
                    "INVALID_PARAMS",
                    List.of("text"),
                    "There are " + terms + " words to look for, and at most " + Terms.MAX + " are possible");
        }
        boolean isBlank = Terms.of(text.replace("\"", "")).size() == 0;
        return isBlank ? "" : text;
    }

    private static Refusal failed(Throwable failure) {
        String why = failure instanceof Problem ? failure.getMessage() : "The search could not be run";
        return Refusal.fail("SEARCH", "INTERNAL_ERROR", List.of(), why);
    }

    private static Refusal invalid(String attribute) {
        return Refusal.fail(
                "SEARCH", "INVALID_PARAMS", List.of(attribute), "The attribute " + attribute + " cannot be that");
    }

    private static @Nullable Instant time(Map<String, String> attributes, String name) {
        String value = attributes.get(name);
        if (value == null) {
            return null;
        }
        Instant time = ServerTime.parse(value);
        if (time == null) {
            throw invalid(name);
        }
        return time;
    }

    private static int limit(Map<String, String> attributes) {
        String word = attributes.get("limit");
        Integer limit = word == null ? Integer.valueOf(DEFAULT_LIMIT) : HistoryQuery.positive(word);
        if (limit == null) {
            throw invalid("limit");
        }
        return limit;
    }
}
