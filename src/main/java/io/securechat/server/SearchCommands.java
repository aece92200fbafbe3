package io.securechat.server;

import io.securechat.Problem;
import io.securechat.history.Journal;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Search;
import io.securechat.history.Span;
import io.securechat.irc.Message;
import io.securechat.irc.ServerTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looking for what was said (soju.im/search). */
final class SearchCommands {
    static final List<Command> ROWS = List.of(new Command(
            "SEARCH",
            0,
            "<attribute>=<value>{;<attribute>=<value>}",
            "Looks for what was said, by the attributes in, from, after, before, text and limit (soju.im/search).",
            SearchCommands::search));

    /** Private conversations that are looked through when none is named: the latest with accounts, and as many with guests. */
    private static final int MAX_CONVERSATIONS = 500;

    private static final int DEFAULT_LIMIT = 100;

    private SearchCommands() {}

    private static void search(Session session, Message message, Reply reply) {
        Map<String, String> attributes = Message.tagsOf(message.trailing());
        if (attributes.isEmpty()) {
            throw Refusal.fail("SEARCH", "INVALID_PARAMS", "Tell what to look for, such as text=tea");
        }
        String text = attributes.getOrDefault("text", "");
        String from = attributes.getOrDefault("from", "");
        Instant since = time(attributes, "after");
        Instant until = time(attributes, "before");
        Span span = Span.ALL
                .since(since == null ? null : since.minusMillis(1))
                .until(until == null ? null : until.plusMillis(1));
        int limit = limit(attributes);
        String in = attributes.get("in");
        if (in != null) {
            Target target = Target.of(session.user(), session.chat(), in);
            if (target == null) {
                throw invalid("in");
            }
            find(session, new Search(List.of(target.place()), text, from, span, limit), reply);
            return;
        }
        User user = session.user();
        reply.await(
                session.chat().journal().conversations(user.party(), List.of(), Range.latest(MAX_CONVERSATIONS)),
                conversations -> {
                    List<Place> places = new ArrayList<>();
                    user.rooms().forEach(room -> places.add(room.place()));
                    conversations.stream().map(Journal.Conversation::place).forEach(places::add);
                    find(session, new Search(places, text, from, span, limit), reply);
                },
                SearchCommands::failed);
    }

    private static void find(Session session, Search search, Reply reply) {
        reply.await(
                session.chat().journal().search(search),
                entries -> reply.addBatch(
                        "soju.im/search",
                        entries.stream()
                                .map(session.chat().rooms()::underPresentName)
                                .map(Said::later)
                                .toList()),
                SearchCommands::failed);
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
