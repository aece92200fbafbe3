package io.securechat.client.window;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Flood;
import io.securechat.client.event.MessageEvent.Said;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.thread.Scheduler;
import io.securechat.irc.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds what comes in masses in the current window: users who join and leave, users who return after a restart of the server,
 * and messages that are too fast to read. The user's own lines and mentions are always shown.
 */
final class Folding {
    /** Time in which joins and leaves are gathered; it doubles while they go on. */
    private static final Duration FIRST_PERIOD = Duration.ofSeconds(1);

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(32);

    /** Joins and leaves that are shown one by one. */
    private static final int FEW = 2;

    /** Joins and leaves that are gathered; more are shown before their time. */
    private static final int MAX_TRAFFIC = 10_000;

    /** Messages that are shown at once, and those per second for a longer time. */
    static final int BURST = 60;

    private static final int PER_SECOND = 5;

    private static final long MILLIS = 1000;

    /** Time after a reconnect in which users who were there before are expected back. */
    private static final Duration RETURN_PERIOD = Duration.ofMinutes(1);

    private final Conversation chat;
    private final Scheduler scheduler;
    private final Settings settings;
    private final Consumer<Event> out;
    private final List<Event> traffic = new ArrayList<>();
    private final Set<String> moving = new HashSet<>();
    private Duration period = FIRST_PERIOD;
    private boolean gathering;
    private double allowance = BURST;
    private Instant refilled;
    private int flood;
    private @Nullable Said flooded;
    private final Set<String> returning = new HashSet<>();
    private Instant returned = Instant.EPOCH;
    private boolean lost;

    /** @param out receives what is left */
    Folding(Conversation chat, Scheduler scheduler, Settings settings, Consumer<Event> out) {
        this.chat = chat;
        this.scheduler = scheduler;
        this.settings = settings;
        this.out = out;
        this.refilled = chat.now();
    }

    void accept(Event event) {
        String mover = mover(event);
        if (event instanceof SessionEvent.Lost && !lost) {
            lost = true;
            returning.addAll(moving);
            traffic.clear(); // those who leave are cut off as well
            moving.clear();
            chat.nicks().forEach(nick -> returning.add(Names.fold(nick)));
            chat.rooms().forEach(room -> returning.add(Names.fold(room)));
        } else if (event instanceof SessionEvent.Connected) {
            lost = false;
            returned = chat.now();
        }
        if (!settings.get(Setting.FOLD, chat.target().orElse(""))) {
            out.accept(event);
            return;
        } else if (isReturn(event)) {
            return;
        } else if (!mover.isEmpty()) {
            gather(event, mover);
            return;
        } else if (event instanceof Spoken spoken) {
            if (moving.contains(Names.fold(spoken.utterance().from().nick()))) {
                flush();
            }
            if (event instanceof Said said && isTooFast(said)) {
                return;
            }
        }
        out.accept(event);
    }

    /** Returns whether an event only restores what was there before the connection was lost. */
    boolean isReturn(Event event) {
        if (lost || returning.isEmpty()) {
            return false;
        } else if (chat.now().isAfter(returned.plus(RETURN_PERIOD))) {
            returning.clear();
            return false;
        }
        return (event instanceof RoomEvent.Entered && returning.contains(Names.fold(event.where())))
                || (event instanceof RoomEvent.Joined joined
                        && returning.contains(Names.fold(joined.who().nick())));
    }

    /** The nick of the user who joins or leaves; empty for another event. */
    private static String mover(Event event) {
        if (event instanceof RoomEvent.Joined joined) {
            return joined.who().nick();
        } else if (event instanceof RoomEvent.Left left
                && !left.mine()
                && left.by().isEmpty()) {
            return left.nick();
        }
        return event instanceof UserEvent.Quit quit ? quit.nick() : "";
    }

    private void gather(Event event, String mover) {
        traffic.add(event);
        moving.add(Names.fold(mover));
        if (traffic.size() >= MAX_TRAFFIC) {
            flush();
        }
        if (!gathering) {
            gathering = true;
            scheduler.schedule(period, this::gathered);
        }
    }

    private void gathered() {
        gathering = false;
        boolean busy = traffic.size() > FEW;
        period = busy && period.compareTo(LONGEST_PERIOD) < 0 ? period.multipliedBy(2) : busy ? period : FIRST_PERIOD;
        flush();
    }

    /** Shows what was gathered. */
    void flush() {
        if (traffic.size() <= FEW) {
            traffic.forEach(out);
        } else {
            fold();
        }
        traffic.clear();
        moving.clear();
    }

    private void fold() {
        Map<String, String> joined = new LinkedHashMap<>();
        Map<String, String> left = new LinkedHashMap<>();
        for (Event event : traffic) {
            String mover = mover(event);
            boolean joins = event instanceof RoomEvent.Joined;
            Map<String, String> same = joins ? joined : left;
            Map<String, String> other = joins ? left : joined;
            if (other.remove(Names.fold(mover)) == null) {
                same.put(Names.fold(mover), mover);
            }
        }
        if (!joined.isEmpty() || !left.isEmpty()) {
            Event last = traffic.get(traffic.size() - 1);
            out.accept(new RoomEvent.Traffic(
                    last.at(),
                    chat.place(chat.target().orElse("")),
                    List.copyOf(joined.values()),
                    List.copyOf(left.values())));
        }
    }

    private boolean isTooFast(Said said) {
        if (said.utterance().origin() != Origin.LIVE || said.utterance().mine() || said.mention()) {
            return false;
        }
        Instant now = chat.now();
        double earned = Duration.between(refilled, now).toMillis() * (double) PER_SECOND / MILLIS;
        allowance = Math.min(BURST, Math.max(0, allowance + earned));
        refilled = now;
        if (allowance >= 1 && flood == 0) {
            allowance--;
            return false;
        }
        if (flood++ == 0) {
            scheduler.schedule(FIRST_PERIOD, this::endFlood);
        }
        flooded = said;
        return true;
    }

    /** Shows how many messages were left out, and the last of them. */
    private void endFlood() {
        Said last = flooded;
        if (last != null && flood > 0) {
            int count = flood;
            flood = 0;
            flooded = null;
            if (count > 1) {
                out.accept(new Flood(last.at(), last.place(), count - 1));
            }
            out.accept(last);
        }
    }
}
