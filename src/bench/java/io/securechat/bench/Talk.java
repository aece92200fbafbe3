package io.securechat.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What is said in a crowd: its first clients speak, and everybody else must hear each message once and in order. All of it
 * happens on the event loop but for {@link #finish}, which waits.
 */
final class Talk {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMillis(100);

    private final Generator generator;
    private final Speaker[] speakers;
    private final Tally tally;
    private final Histogram latencies = new Histogram(3);
    private int listeners;
    private boolean going;
    private boolean closedLoop;
    private boolean flushing;
    private boolean timing;
    private @Nullable ScheduledFuture<?> nextTick;
    private long unheard;

    Talk(Generator generator, List<Client> clients, int speakers, int bytes) {
        this.generator = generator;
        this.speakers = clients.stream()
                .limit(speakers)
                .map(client -> new Speaker(client, bytes))
                .toArray(Speaker[]::new);
        this.tally = new Tally(clients.size(), this.speakers.length);
        this.listeners = clients.size();
    }

    /** Everybody says so many messages, and another one whenever one of them was heard by all. */
    void beginClosedLoop(int window) {
        going = true;
        closedLoop = true;
        timing = false;
        for (int i = 0; i < window; i++) {
            for (Speaker speaker : speakers) {
                say(speaker, 0);
            }
        }
    }

    /**
     * The speakers in turn say so many messages a second, however long the answers take. Latency counts from the moment when
     * a message was due, so that a delay is charged to all messages that it holds up.
     */
    void beginOpenLoop(double perSecond) {
        going = true;
        closedLoop = false;
        timing = false;
        tick(System.nanoTime(), 0, TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    private void tick(long start, long count, double interval) {
        long now = System.nanoTime();
        long due = start + (long) (count * interval);
        while (going && due - now <= 0) {
            say(speakers[(int) (count % speakers.length)], due);
            count++;
            due = start + (long) (count * interval);
        }
        if (going) {
            long after = count;
            nextTick = generator.loop().schedule(() -> tick(start, after, interval), due - now, TimeUnit.NANOSECONDS);
        }
    }

    /** From now on latencies count, where messages are due at a certain time. */
    void time() {
        timing = !closedLoop;
    }

    /** Who is deaf is not waited for. Nothing may be on its way. */
    void deafen(Client client) {
        tally.deafen(client.number());
        listeners--;
    }

    void heard(Client client, long stamp) {
        int number = Stamp.number(stamp);
        if (!tally.heard(client.number(), Stamp.sender(stamp), number)) {
            return;
        }
        Speaker by = speakers[Stamp.sender(stamp)];
        if (timing) {
            latencies.recordValue(Math.max(0, System.nanoTime() - by.due(number)));
        }
        if (by.isHeardByAll(number) && going && closedLoop) {
            say(by, 0);
        }
    }

    private void say(Speaker speaker, long due) {
        speaker.say(listeners - 1, due);
        if (!flushing) {
            flushing = true;
            generator.loop().execute(this::flush);
        }
    }

    /** Once in a turn of the event loop, for all that was said in it. */
    private void flush() {
        flushing = false;
        for (Speaker speaker : speakers) {
            speaker.flush();
        }
    }

    /** Waits until everything was heard, or for a while, and counts what is missing. After that it may begin again. */
    void finish() {
        generator.on(() -> {
            going = false;
            return nextTick != null && nextTick.cancel(false);
        });
        generator.await(PATIENCE, () -> Stream.of(speakers).allMatch(Speaker::isHeard));
        // What comes twice may come the second time now.
        Generator.pause(SILENCE);
        generator.on(() -> unheard = countUnheard());
    }

    private long countUnheard() {
        return IntStream.range(0, speakers.length)
                .mapToLong(i -> tally.outstanding(i, speakers[i].said()))
                .sum();
    }

    long delivered() {
        return tally.delivered();
    }

    /** What somebody has not heard, or not before what came later. */
    long missing() {
        return tally.skipped() + unheard;
    }

    long doubled() {
        return tally.doubled();
    }

    Histogram latencies() {
        return latencies;
    }
}
