package io.securechat.client.view;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.UserEvent.Writing;
import io.securechat.client.text.LruMap;
import io.securechat.client.text.Sanitizer;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Those who are writing at present (IRCv3 typing), for the prompt. A notice is valid for a short time. */
public final class Writers {
    private static final Duration ACTIVE = Duration.ofSeconds(6);
    private static final Duration PAUSED = Duration.ofSeconds(30);

    /** Notices to remember, of all places. */
    private static final int MAX = 200;

    /** Names to list; of more, the number is shown. */
    private static final int NAMED = 2;

    private final LruMap<Writer> writers = new LruMap<>(MAX);

    private record Writer(String place, String nick, Instant until) {}

    /** Takes an event, which may begin or end that somebody writes. Returns whether it is the first to write. */
    public synchronized boolean accept(Event event, Instant now) {
        boolean nobody = !isAny(now);
        take(event, now);
        return nobody && !writers.isEmpty();
    }

    /** Returns whether anybody writes anywhere. */
    public synchronized boolean isAny(Instant now) {
        writers.values().removeIf(writer -> !writer.until().isAfter(now));
        return !writers.isEmpty();
    }

    private void take(Event event, Instant now) {
        if (event instanceof UserEvent.Typing typing) {
            String place = typing.place().room();
            String nick = typing.who().nick();
            if (typing.writing() == Writing.DONE) {
                writers.remove(key(place, nick));
            } else {
                Instant until = now.plus(typing.writing() == Writing.ACTIVE ? ACTIVE : PAUSED);
                writers.put(key(place, nick), new Writer(place, nick, until));
            }
        } else if (event instanceof Spoken spoken) {
            writers.remove(key(spoken.where(), spoken.utterance().from().nick()));
        } else if (event instanceof RoomEvent.Left left) {
            writers.remove(key(left.where(), left.nick()));
        } else if (event instanceof UserEvent.Quit quit) {
            writers.values().removeIf(writer -> Names.same(writer.nick(), quit.nick()));
        } else if (event instanceof UserEvent.Renamed renamed) {
            writers.values().removeIf(writer -> Names.same(writer.nick(), renamed.from()));
        }
    }

    private static String key(String place, String nick) {
        return Names.fold(place) + " " + Names.fold(nick);
    }

    /** Returns a line such as {@code bob is writing}; empty if nobody writes in a place. */
    public synchronized String text(String place, Instant now) {
        List<String> nicks = !isAny(now)
                ? List.of()
                : writers.values().stream()
                        .filter(writer -> Names.same(writer.place(), place))
                        .map(writer -> Sanitizer.nick(writer.nick()))
                        .sorted()
                        .toList();
        if (nicks.isEmpty()) {
            return "";
        }
        return nicks.size() > NAMED
                ? nicks.size() + " people are writing"
                : String.join(" and ", nicks) + (nicks.size() == 1 ? " is writing" : " are writing");
    }
}
