package io.securechat.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the lines of all sessions carried out, a line of each person in turn: who sends much, over however many connections, waits
 * for itself and not others for it. Owned by the chat's thread.
 */
final class Turns {
    /** Lines in a row, before what they have for the event loops is handed over, and whatever else the thread has to do is done. */
    private static final int LINES = 64;

    /** How long the event loops are given when they are behind. */
    private static final Duration BREATH = Duration.ofMillis(1);

    /** Rooms that a user's worth of a person may make in a span of time. */
    private static final int FOUNDINGS = 100;

    private static final Duration FOUNDINGS_SPAN = Duration.ofHours(1);

    private final @Nullable Rate flood;
    private final NamePolicy names;
    private final BiConsumer<Duration, Runnable> later;
    private final Runnable handOver;
    private final BooleanSupplier isBehind;
    private final Map<String, Person> persons = new HashMap<>();
    private final Queue<Person> queue = new ArrayDeque<>();
    private boolean scheduled;

    /**
     * @param later runs something on the chat's thread after a while, and behind all that was handed over to it before
     * @param handOver hands over what was made so far
     * @param isBehind whether so much waits for the event loops that nothing more should be made for them
     */
    Turns(Settings settings, BiConsumer<Duration, Runnable> later, Runnable handOver, BooleanSupplier isBehind) {
        this.flood = settings.flood();
        this.names = settings.names();
        this.later = later;
        this.handOver = handOver;
        this.isBehind = isBehind;
    }

    /** Whoever is behind a session that begins; must be followed by {@link #left}. */
    Person entered(Peer peer) {
        Person person = persons.computeIfAbsent(Person.key(peer, names), key -> newPerson(Person.users(peer, names)));
        person.entered();
        return person;
    }

    private Person newPerson(int users) {
        Rate foundings = flood == null ? null : new Rate(FOUNDINGS * users, FOUNDINGS_SPAN);
        return new Person(guard(users), new TokenBucket(foundings, System::nanoTime), users);
    }

    /** A session has ended. Its person is forgotten only with its debts, which so nobody gets rid of by connecting again. */
    void left(Session session, Person person) {
        person.left(session);
        if (!person.isHere() && !person.isBeingForgotten) {
            person.isBeingForgotten = true;
            forget(Person.key(session.peer(), names), person);
        }
    }

    private void forget(String key, Person person) {
        Duration recovery = person.recovery();
        if (person.isHere()) {
            person.isBeingForgotten = false;
        } else if (recovery.isZero()) {
            persons.remove(key);
        } else {
            later.accept(recovery, () -> forget(key, person));
        }
    }

    /** What holds down somebody who has just come. */
    FloodGuard guard(int users) {
        Rate rate = flood == null ? null : new Rate(flood.messages() * users, flood.per());
        return new FloodGuard(rate, System::nanoTime);
    }

    int persons() {
        return persons.size();
    }

    /** A session has lines that may run. */
    void ready(Session session, Person person) {
        if (person.add(session)) {
            enqueue(person);
        }
    }

    private void enqueue(Person person) {
        queue.add(person);
        if (!scheduled) {
            scheduled = true;
            later.accept(Duration.ZERO, this::run);
        }
    }

    private void run() {
        scheduled = false;
        if (isBehind.getAsBoolean()) {
            scheduled = true;
            later.accept(BREATH, this::run);
            return;
        }
        int lines = 0;
        for (Person person = queue.poll(); person != null; person = lines < LINES ? queue.poll() : null) {
            lines++;
            Duration delay = person.turn();
            if (delay == null) {
                continue;
            }
            Person next = person;
            if (delay.isZero()) {
                queue.add(next);
            } else {
                later.accept(delay, () -> enqueue(next));
            }
        }
        if (!queue.isEmpty()) {
            handOver.run();
            scheduled = true;
            later.accept(Duration.ZERO, this::run);
        }
    }
}
