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
 * A conversation in a crowd: the first clients are speakers, and all others must receive each message once and in order. All
 * methods run on the event loop, except {@link #finish}, which waits.
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

    /** Each speaker sends a window of messages, and another one whenever all have received one of them. */
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
     * The speakers in turn send messages at a steady rate, regardless of deliveries. Latency counts from the time a message was due,
     * so that a delay counts for every message that it holds up.
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

    /** Begins to record latencies, if messages have a due time. */
    void time() {
        timing = !closedLoop;
    }

    /** Excludes a client from the receivers. No message may be in flight. */
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

    /** Flushes once per turn of the event loop, for all messages of the turn. */
    private void flush() {
        flushing = false;
        for (Speaker speaker : speakers) {
            speaker.flush();
        }
    }

    /** Ends the conversation, waits for outstanding messages, and counts those that are missing. It may begin again afterwards. */
    void finish() {
        generator.on(() -> {
            going = false;
            return nextTick != null && nextTick.cancel(false);
        });
        generator.await(PATIENCE, () -> Stream.of(speakers).allMatch(Speaker::isHeard));
        // A duplicate may arrive now.
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

    /** The number of deliveries that are missing, or came after a later message. */
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
