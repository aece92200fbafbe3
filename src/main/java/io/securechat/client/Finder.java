package io.securechat.client;

import io.securechat.client.Batches.Batch;
import io.securechat.client.Speech.Way;
import io.securechat.irc.Message;
import java.util.List;
import java.util.function.Consumer;

/** Lets the server search what was said (soju.im/search), and shows what it finds. */
final class Finder {
    private final Conversation chat;
    private final Requests requests;
    private final Consumer<Event> screen;

    Finder(Conversation chat, Requests requests, Consumer<Event> screen) {
        this.chat = chat;
        this.requests = requests;
        this.screen = screen;
    }

    void find(Query query) {
        requests.ask(Message.of("SEARCH", Message.tagSection(query.attributes())), answer -> show(query, answer));
    }

    private void show(Query query, Batch answer) {
        if (answer.isNone()) {
            screen.accept(chat.failed("the server does not answer the search", "try again"));
            return;
        }
        List<Event> found = answer.lines().stream()
                .flatMap(line -> chat.past(line, Way.FOUND).stream())
                .toList();
        found.forEach(screen);
        answer.lines().stream()
                .filter(line -> !isMessage(line))
                .flatMap(line -> chat.received(line).stream())
                .forEach(screen);
        if (answer.isRefused()) {
            return; // the server has said why
        }
        if (found.isEmpty()) {
            screen.accept(chat.info("nothing found"
                    + (query.place().isEmpty() ? "" : " in " + query.place() + "; in:* looks everywhere")));
        } else {
            String more = query.isFromATimeOn()
                    ? ", the earliest; after:DATE finds later ones"
                    : ", the latest; before:DATE finds earlier ones";
            screen.accept(chat.info(found.size() + (found.size() == 1 ? " message" : " messages") + " found"
                    + (found.size() < Query.LIMIT ? "" : more)));
        }
    }

    private static boolean isMessage(Message line) {
        return line.command().equals("PRIVMSG") || line.command().equals("NOTICE");
    }
}
