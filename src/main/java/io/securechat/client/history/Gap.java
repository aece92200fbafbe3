package io.securechat.client.history;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Border;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.request.Batches.Batch;
import io.securechat.irc.MessageReference;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A gap in what the user has seen of a place, closed page by page. */
final class Gap {
    private final MessageHistory history;
    private final Conversation chat;
    private final Timelines timelines;
    private final Timeline timeline;
    private final Origin origin;
    private final Consumer<Event> screen;
    private int found;
    private boolean unsure;

    /** @param origin of the messages in the gap */
    Gap(
            MessageHistory history,
            Conversation chat,
            Timelines timelines,
            Timeline timeline,
            Origin origin,
            Consumer<Event> screen) {
        this.history = history;
        this.chat = chat;
        this.timelines = timelines;
        this.timeline = timeline;
        this.origin = origin;
        this.screen = screen;
    }

    /** Fetches everything after a time or a message, then releases what waits. */
    void fetch(String from) {
        history.ask(timeline, "AFTER", from, history.page(), answer -> {
            Instant reached = timeline.reached();
            if (!answer.isRefused()) {
                take(from, answer);
            } else if (reached != null && MessageReference.isMessage(from) && !answer.isNone()) {
                unsure = true; // the server no longer has this message, but perhaps later ones
                fetch(MessageReference.of(reached.minusMillis(1)));
            } else {
                timelines.warn(timeline, "messages that you missed may not be shown");
                timelines.release(timeline);
            }
        });
    }

    private void take(String from, Batch answer) {
        boolean full = MessageHistory.isFull(answer, history.page());
        if (timeline.isHeld()) {
            show(timelines.unseen(answer, origin), full);
        } else {
            timelines.showOlder(timeline, answer, origin);
        }
        String next = answer.lastId();
        if (full && !next.isEmpty() && !from.equals(MessageReference.of(next))) {
            fetch(MessageReference.of(next));
            return;
        }
        if (unsure) {
            timelines.warn(timeline, "some messages that you missed may not be shown");
        } else if (origin == Origin.MISSED && found > history.page()) {
            screen.accept(chat.info("you missed " + found + " messages in " + timeline.place));
        }
        timelines.release(timeline);
    }

    private void show(List<Event> events, boolean more) {
        if (origin == Origin.MISSED && found == 0 && events.stream().anyMatch(MessageHistory::isOfOthers)) {
            timelines.divide(timeline, Border.MISSED, chat.now(), MessageHistory.messages(events), more);
        }
        found += MessageHistory.messages(events);
        events.forEach(event -> timelines.show(timeline, event));
    }
}
