package io.securechat.client.history;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Deleted;
import io.securechat.client.event.MessageEvent.Said;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The latest messages of others in each place, and those that name the user. Passes all events on. */
public final class RecentMessages implements Consumer<Event> {
    private static final int MAX_PLACES = 200;
    private static final int MAX_MESSAGES = 50;
    private static final int MAX_MENTIONS = 200;

    /** Characters of a message that are kept. */
    private static final int MAX_TEXT = 400;

    private final Consumer<Event> next;
    private final LruMap<Deque<Spoken>> places = new LruMap<>(MAX_PLACES);
    private final Deque<Said> mentions = new ArrayDeque<>();

    /** @param next receives each event */
    public RecentMessages(Consumer<Event> next) {
        this.next = next;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Spoken spoken && !spoken.utterance().mine()) {
            add(
                    spoken.utterance().text().length() <= MAX_TEXT
                            ? spoken
                            : spoken.withText(spoken.utterance().text().substring(0, MAX_TEXT)));
        } else if (event instanceof Deleted deleted) {
            remove(places.getOrDefault(Names.fold(deleted.where()), new ArrayDeque<>()), deleted.id());
            remove(mentions, deleted.id());
        }
        next.accept(event);
    }

    private void add(Spoken spoken) {
        Deque<Spoken> place = places.computeIfAbsent(Names.fold(spoken.where()), folded -> new ArrayDeque<>());
        if (place.isEmpty() || !spoken.at().isBefore(place.getLast().at())) {
            addLast(place, spoken, MAX_MESSAGES);
        }
        if (spoken instanceof Said said && said.mention()) {
            addLast(mentions, said, MAX_MENTIONS);
        }
    }

    private static <T> void addLast(Deque<T> all, T last, int limit) {
        all.addLast(last);
        if (all.size() > limit) {
            all.removeFirst();
        }
    }

    private static void remove(Iterable<? extends Spoken> all, String id) {
        for (Iterator<? extends Spoken> each = all.iterator(); each.hasNext(); ) {
            if (each.next().utterance().id().equals(id)) {
                each.remove();
            }
        }
    }

    /** The messages that name the user, the earliest first. */
    List<Said> mentions() {
        return mentions.stream().sorted(Comparator.comparing(Said::at)).toList();
    }

    /** The nicks of those whose messages were the last in a place, the latest first. */
    public List<String> speakers(String place) {
        List<String> nicks = new ArrayList<>();
        places.getOrDefault(Names.fold(place), new ArrayDeque<>())
                .descendingIterator()
                .forEachRemaining(
                        message -> nicks.add(message.utterance().from().nick()));
        return nicks.stream().distinct().toList();
    }
}
