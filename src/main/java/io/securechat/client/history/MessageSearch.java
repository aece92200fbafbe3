package io.securechat.client.history;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.request.Batches.Batch;
import io.securechat.client.request.Requests;
import io.securechat.irc.Message;
import java.util.List;
import java.util.function.Consumer;

/** Searches messages on the server (soju.im/search), and shows the results. */
public final class MessageSearch {
    private final Conversation chat;
    private final Requests requests;
    private final Consumer<Event> screen;

    public MessageSearch(Conversation chat, Requests requests, Consumer<Event> screen) {
        this.chat = chat;
        this.requests = requests;
        this.screen = screen;
    }

    public void run(SearchQuery query) {
        requests.ask(Message.of("SEARCH", Message.tagSection(query.attributes())), answer -> show(query, answer));
    }

    private void show(SearchQuery query, Batch answer) {
        if (answer.isNone()) {
            screen.accept(chat.failed("the server does not answer the search", "try again later"));
            return;
        }
        List<Event> found = answer.lines().stream()
                .flatMap(line -> chat.past(line, Origin.FOUND).stream())
                .toList();
        found.forEach(screen);
        answer.lines().stream()
                .filter(line -> !isMessage(line))
                .flatMap(line -> chat.received(line).stream())
                .forEach(screen);
        if (answer.isRefused()) {
            return; // the reason is shown already
        }
        if (found.isEmpty()) {
            screen.accept(chat.info("no messages found"
                    + (query.place().isEmpty() ? "" : " in " + query.place() + "; in:* searches everywhere")));
        } else {
            String more = query.startsAtTime()
                    ? ", the earliest; after:DATE finds later ones"
                    : ", the latest; before:DATE finds earlier ones";
            screen.accept(chat.info(found.size() + (found.size() == 1 ? " message" : " messages") + " found"
                    + (found.size() < SearchQuery.LIMIT ? "" : more)));
        }
    }

    private static boolean isMessage(Message line) {
        return line.command().equals("PRIVMSG") || line.command().equals("NOTICE");
    }
}
