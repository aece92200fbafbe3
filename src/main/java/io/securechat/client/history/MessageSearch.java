package io.securechat.client.history;

import io.securechat.client.connection.Features;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Found;
import io.securechat.client.event.MessageEvent.Said;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.Requests;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches messages on the server (soju.im/search), and shows the results page by page, with numbers. */
public final class MessageSearch {
    /** Results on a page, at least. */
    private static final int MIN_PAGE = 10;

    /** Numbers of results that {@link #context} knows. */
    private static final int MAX_NUMBERS = 1000;

    /** Messages to show around a result. */
    private static final int CONTEXT = 11;

    /** Requests in a row without a result that fits. */
    private static final int MAX_VAIN = 10;

    private final Conversation chat;
    private final Requests requests;
    private final RecentMessages recent;
    private final int page;
    private final Consumer<Event> screen;
    private final LruMap<Spoken> numbered = new LruMap<>(MAX_NUMBERS);
    private Features features = Features.NONE;
    private @Nullable Search search;

    /**
     * Searches nothing yet.
     *
     * @param screenful results to show at a time; all if it is 0
     */
    public MessageSearch(
            Conversation chat, Requests requests, RecentMessages recent, int screenful, Consumer<Event> screen) {
        this.chat = chat;
        this.requests = requests;
        this.recent = recent;
        this.page = screenful == 0 ? SearchQuery.LIMIT : Math.max(MIN_PAGE, Math.min(screenful, SearchQuery.LIMIT));
        this.screen = screen;
    }

    public void connected(Features offered) {
        features = offered;
    }

    public void connectionLost() {
        features = Features.NONE;
        search = null;
    }

    /** Shows the first results of a search. */
    public void run(SearchQuery query) {
        if (isPossible()) {
            begin(new Search(query, found -> true));
        }
    }

    private void begin(Search begun) {
        numbered.clear();
        search = begun;
        begun.next();
    }

    private boolean isPossible() {
        if (!features.search()) {
            screen.accept(
                    features.equals(Features.NONE)
                            ? chat.failed(
                                    "not searched: you are not connected", "try again after the client has reconnected")
                            : chat.failed("this server does not support search", ""));
        }
        return features.search();
    }

    /** Shows the next results of the last search; false if there was none. */
    public boolean more() {
        if (search != null) {
            search.next();
        }
        return search != null;
    }

    /** Shows the last messages that name the user: those on the server, or those seen since the start of the program. */
    public void mentions() {
        if (features.search()) {
            begin(new Search(
                    SearchQuery.naming(chat.nick()),
                    found -> found instanceof Said said
                            && said.mention()
                            && !said.utterance().mine()));
            return;
        }
        List<Said> seen = recent.mentions();
        numbered.clear();
        for (int i = 0; i < seen.size(); i++) {
            number(seen.size() - i, seen.get(i), List.of(chat.nick()));
        }
        screen.accept(chat.info(
                seen.isEmpty() ? "no message has named you since you started" : count(seen.size()) + " named you"));
    }

    /** Shows what was said around a numbered result. */
    public void context(int number) {
        Spoken result = numbered.get(Integer.toString(number));
        if (result == null || !Seen.isId(result.utterance().id())) {
            screen.accept(chat.failed("there is no result " + number, "/search WORDS finds messages and numbers them"));
        } else if (!features.history()) {
            screen.accept(chat.failed("not shown: the server gives no history now", "try again later"));
        } else {
            requests.ask(
                    Message.of(
                            "CHATHISTORY",
                            "AROUND",
                            result.where(),
                            MessageReference.of(result.utterance().id()),
                            Integer.toString(CONTEXT)),
                    answer -> surround(number, result, answer));
        }
    }

    private void surround(int number, Spoken result, Batch answer) {
        List<Spoken> around = messages(answer);
        if (answer.isRefused() || around.isEmpty()) {
            screen.accept(chat.failed("the server does not show what was said around result " + number, ""));
        }
        for (Spoken each : around) {
            boolean itself = each.utterance().id().equals(result.utterance().id());
            screen.accept(new Found(each.at(), itself ? number : 0, each, List.of()));
        }
    }

    private List<Spoken> messages(Batch answer) {
        return answer.lines().stream()
                .flatMap(line -> chat.past(line, Origin.FOUND).stream())
                .filter(Spoken.class::isInstance)
                .map(Spoken.class::cast)
                .toList();
    }

    private void number(int number, Spoken result, List<String> terms) {
        numbered.put(Integer.toString(number), result.withText(""));
        screen.accept(new Found(result.at(), number, result, terms));
    }

    private static String count(int messages) {
        return messages == 1 ? "1 message" : messages + " messages";
    }

    private static boolean isMessage(Message line) {
        return line.command().equals("PRIVMSG") || line.command().equals("NOTICE");
    }

    /** A search whose results are shown page by page: from the latest back, or from a time on. */
    private final class Search {
        private final SearchQuery query;
        private final Predicate<Spoken> fitting;

        /** The fetched results that are not shown yet, in the order in which they will be. */
        private final Deque<Spoken> waiting = new ArrayDeque<>();

        /** The identifiers of the results of the last answer, whose times the next one may include. */
        private Set<String> known = Set.of();

        private SearchQuery further;
        private boolean exhausted;
        private int shown;
        private int onPage;
        private int vain;

        Search(SearchQuery query, Predicate<Spoken> fitting) {
            this.query = query;
            this.further = query;
            this.fitting = fitting;
        }

        void next() {
            if (waiting.size() >= page || exhausted) {
                show();
                screen.accept(chat.info(summary()));
            } else if (isPossible()) {
                requests.ask(Message.of("SEARCH", Message.tagSection(further.attributes())), answer -> {
                    if (search == this) {
                        take(answer);
                    }
                });
            }
        }

        private void take(Batch answer) {
            if (answer.isNone()) {
                screen.accept(chat.failed("the server does not answer the search", "try again later"));
                return;
            }
            List<Message> remarks =
                    answer.lines().stream().filter(line -> !isMessage(line)).toList();
            if (answer.isRefused()) {
                remark(remarks); // the reason
                return;
            }
            int before = waiting.size();
            add(messages(answer), remarks.isEmpty());
            vain = waiting.size() > before ? 0 : vain + 1;
            if (waiting.size() < page && !exhausted && remarks.isEmpty() && vain < MAX_VAIN) {
                next();
            } else {
                show();
                remark(remarks);
                screen.accept(chat.info(summary()));
            }
        }

        /** @param complete false if the server has ended the search early */
        private void add(List<Spoken> answer, boolean complete) {
            List<Spoken> found = new ArrayList<>(answer);
            if (!query.startsAtTime()) {
                Collections.reverse(found);
            }
            Set<String> ids = new HashSet<>();
            for (Spoken result : found) {
                String id = result.utterance().id();
                ids.add(id);
                if (!known.contains(id) && fitting.test(result)) {
                    waiting.add(result);
                }
            }
            exhausted = complete && (found.size() < SearchQuery.LIMIT || known.containsAll(ids));
            known = ids;
            if (!found.isEmpty()) {
                further = query.from(found.get(found.size() - 1).at());
            }
        }

        private void remark(List<Message> remarks) {
            remarks.stream().flatMap(line -> chat.received(line).stream()).forEach(screen);
        }

        private void show() {
            List<Spoken> results = new ArrayList<>();
            while (!waiting.isEmpty() && results.size() < page) {
                results.add(waiting.remove());
            }
            onPage = results.size();
            shown += onPage;
            for (int i = 0; i < onPage; i++) {
                boolean rising = query.startsAtTime();
                number(
                        rising ? shown - onPage + i + 1 : shown - i,
                        results.get(rising ? i : onPage - i - 1),
                        query.terms());
            }
        }

        private String summary() {
            String direction = query.startsAtTime() ? "later" : "earlier";
            boolean more = !exhausted || !waiting.isEmpty();
            if (onPage == 0 && more) {
                return "nothing found so far; /more searches on";
            } else if (shown == 0) {
                return "no messages found"
                        + (query.place().isEmpty() ? "" : " in " + query.place() + "; in:* searches everywhere");
            } else if (onPage == 0) {
                return "no " + direction + " messages found";
            }
            return count(onPage) + " found" + (more ? "; /more shows " + direction + " ones" : "");
        }
    }
}
