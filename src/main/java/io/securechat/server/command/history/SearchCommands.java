package io.securechat.server.command.history;

import io.securechat.Problem;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Search;
import io.securechat.history.Span;
import io.securechat.history.search.Terms;
import io.securechat.irc.Message;
import io.securechat.irc.ServerTime;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.Command;
import io.securechat.server.message.EntryLines;
import io.securechat.server.message.Target;
import io.securechat.server.message.TargetFinder;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.server.wire.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Full-text search (soju.im/search). */
public final class SearchCommands {
    private static final int DEFAULT_LIMIT = 100;

    private final Journal journal;
    private final Rooms rooms;
    private final TargetFinder targets;

    public SearchCommands(Chat chat) {
        this.journal = chat.journal();
        this.rooms = chat.rooms();
        this.targets = chat.targets();
    }

    public List<Command> rows() {
        return List.of(new Command(
                "SEARCH",
                0,
                "<attribute>=<value>{;<attribute>=<value>}",
                "Searches messages by the attributes in, from, after, before, text and limit (soju.im/search).",
                this::search));
    }

    private void search(Session session, Message message, Reply reply) {
        Map<String, String> attributes = Message.tagsOf(message.trailing());
        User user = session.user();
        String text = text(attributes);
        String from = attributes.getOrDefault("from", "");
        String in = attributes.get("in");
        Instant since = time(attributes, "after");
        Instant until = time(attributes, "before");
        if (text.isEmpty() && from.isEmpty() && in == null && since == null && until == null) {
            throw Refusal.fail("SEARCH", "INVALID_PARAMS", "Nothing to search for: use an attribute such as text=tea");
        }
        Span span = Span.ALL
                .since(since == null ? null : since.minusMillis(1))
                .until(until == null ? null : until.plusMillis(1));
        Search search = new Search(
                asker(session),
                in == null ? channels(user) : Set.of(place(user, in)),
                in == null ? user.party() : null,
                text,
                from,
                new Range(span, limit(attributes), since == null, Set.of()));
        reply.await(journal.search(search), found -> answer(found, reply), SearchCommands::failed);
    }

    private void answer(Journal.Found found, Reply reply) {
        String timeout = "The search timed out: narrow it to a channel (in=), a sender (from=) or a time (after=)";
        if (!found.complete() && found.entries().isEmpty()) {
            throw Refusal.fail("SEARCH", "INTERNAL_ERROR", timeout);
        }
        reply.addBatch(
                "soju.im/search",
                found.entries().stream()
                        .map(rooms::underPresentName)
                        .map(EntryLines::later)
                        .toList());
        if (!found.complete()) {
            reply.add("WARN", "SEARCH", "INCOMPLETE", timeout);
        }
    }

    /** The key by which searches take turns: an account, or a guest's certificate, which outlasts its connections. */
    private static String asker(Session session) {
        Party party = session.user().party();
        return party.guest() ? session.peer().fingerprint() : party.key();
    }

    private Place place(User user, String in) {
        Target target = targets.readable(user, in);
        if (target == null) {
            throw invalid("in");
        }
        return target.place();
    }

    private Set<Place> channels(User user) {
        return targets.readable(user).map(Target::place).collect(Collectors.toSet());
    }

    private static String text(Map<String, String> attributes) {
        String text = attributes.getOrDefault("text", "");
        int terms = Terms.of(text).size();
        if (terms > Terms.MAX) {
            throw Refusal.fail(
                    "SEARCH",
                    "INVALID_PARAMS",
                    List.of("text"),
                    terms + " search terms are too many: use at most " + Terms.MAX);
        }
        boolean isBlank = Terms.of(text.replace("\"", "")).size() == 0;
        return isBlank ? "" : text;
    }

    private static Refusal failed(Throwable failure) {
        String why = failure instanceof Problem ? failure.getMessage() : "The search failed";
        return Refusal.fail("SEARCH", "INTERNAL_ERROR", List.of(), why);
    }

    private static Refusal invalid(String attribute) {
        return Refusal.fail(
                "SEARCH", "INVALID_PARAMS", List.of(attribute), "Invalid value of the attribute " + attribute);
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
