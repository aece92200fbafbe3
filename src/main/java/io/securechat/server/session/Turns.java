package io.securechat.server.session;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.server.connection.Peer;
import io.securechat.server.limit.FloodGuard;
import io.securechat.server.limit.Safely;
import io.securechat.server.limit.TokenBucket;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the lines of all sessions, a line of each person in turn, so that a person who sends much, over any number of
 * connections, does not delay others. Owned by the thread {@code chat}.
 */
public final class Turns {
    /** Lines in a row before the thread does its other tasks and hands over to the event loops. */
    private static final int LINES = 64;

    /** The pause while the event loops are behind. */
    private static final Duration BREATH = Duration.ofMillis(1);

    /** Rooms that each user of a person may create in a period. */
    private static final int FOUNDINGS = 100;

    private static final Duration FOUNDINGS_SPAN = Duration.ofHours(1);

    private final Settings.@Nullable Rate flood;
    private final NamePolicy names;
    private final EventExecutor thread;
    private final Runnable handOver;
    private final BooleanSupplier isBehind;
    private final Map<String, Person> persons = new HashMap<>();
    private final Queue<Person> queue = new ArrayDeque<>();
    private boolean scheduled;
    private long delays;
    private Duration delayed = Duration.ZERO;

    /**
     * @param thread the thread {@code chat}
     * @param handOver hands the messages so far over to the event loops
     * @param isBehind returns whether so many messages wait for the event loops that no more should be made
     */
    public Turns(Settings settings, EventExecutor thread, Runnable handOver, BooleanSupplier isBehind) {
        this.flood = settings.limits().flood();
        this.names = settings.names();
        this.thread = thread;
        this.handOver = handOver;
        this.isBehind = isBehind;
    }

    /** The person behind a new session; {@link #left} must follow. */
    public Person entered(Peer peer) {
        assert thread.inEventLoop();
        Person person = persons.computeIfAbsent(Person.key(peer, names), key -> newPerson(Person.users(peer, names)));
        person.entered();
        return person;
    }

    private Person newPerson(int users) {
        Settings.Rate foundings = flood == null ? null : new Settings.Rate(FOUNDINGS * users, FOUNDINGS_SPAN);
        return new Person(guard(users), new TokenBucket(foundings, System::nanoTime), users);
    }

    /** A session has ended. Its person is forgotten when its budget has recovered, so that a reconnect clears no debt. */
    void left(Session session, Person person) {
        assert thread.inEventLoop();
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
            later(recovery, () -> forget(key, person));
        }
    }

    /** The rate limiter for a new session, or for a number of users. */
    FloodGuard guard(int users) {
        Settings.Rate rate = flood == null ? null : new Settings.Rate(flood.messages() * users, flood.per());
        return new FloodGuard(rate, System::nanoTime);
    }

    /** Counts a line that a rate limit delays. */
    void delays(Duration delay) {
        delays++;
        delayed = delayed.plus(delay);
    }

    /** The number of delays by a rate limit. */
    public long delays() {
        return delays;
    }

    /** The sum of the delays by a rate limit. */
    public Duration delayed() {
        return delayed;
    }

    public int persons() {
        return persons.size();
    }

    /** A session has a line that may run. */
    void ready(Session session, Person person) {
        assert thread.inEventLoop();
        if (person.add(session)) {
            enqueue(person);
        }
    }

    private void enqueue(Person person) {
        queue.add(person);
        if (!scheduled) {
            scheduled = true;
            later(Duration.ZERO, this::run);
        }
    }

    /** Runs a task after a delay, or without one after all tasks submitted so far. */
    private void later(Duration delay, Runnable task) {
        if (delay.isZero()) {
            thread.execute(task);
        } else {
            thread.schedule(() -> Safely.run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void run() {
        scheduled = false;
        if (isBehind.getAsBoolean()) {
            scheduled = true;
            later(BREATH, this::run);
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
                delays(delay);
                later(delay, () -> enqueue(next));
            }
        }
        if (!queue.isEmpty()) {
            handOver.run();
            scheduled = true;
            later(Duration.ZERO, this::run);
        }
    }
}
