package io.securechat.bench;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Pairs of friendly clients that talk at a steady rate within all limits. Latency counts from the time a message was due until it
 * is received, so that a delay counts for every message that it holds up.
 */
final class Pairs implements AutoCloseable {
    private static final int PAIRS = 8;
    private static final long INTERVAL_MILLIS = 125;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Stranger> speakers = new ArrayList<>();
    private final List<ScheduledFuture<?>> clocks = new ArrayList<>();
    private final long began = System.nanoTime();

    /** Owned by the event loop. */
    private Histogram latencies = new Histogram(3);

    /** Connects the pairs, which begin to talk. */
    Pairs(Team team, int port) {
        for (int i = 0; i < PAIRS; i++) {
            arrive("hears" + i, team, port);
            speakers.add(arrive("says" + i, team, port));
        }
        for (int i = 0; i < PAIRS; i++) {
            Stranger speaker = speakers.get(i);
            String prefix = "PRIVMSG hears" + i + " :at ";
            long offset = INTERVAL_MILLIS * i / PAIRS;
            long[] due = {System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(offset)};
            clocks.add(loops.next()
                    .scheduleAtFixedRate(
                            () -> {
                                speaker.say(prefix + (due[0] - began) + "\r\n");
                                due[0] += TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
                            },
                            offset,
                            INTERVAL_MILLIS,
                            TimeUnit.MILLISECONDS));
        }
    }

    private Stranger arrive(String nick, Team team, int port) {
        return new Stranger(nick, this::heard)
                .connect(loops, port, team.member(nick))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void heard(String line) {
        int at = line.lastIndexOf(" :at ");
        if (at > 0 && line.contains(" PRIVMSG ")) {
            long due = began + Long.parseLong(line.substring(at + 5));
            latencies.recordValue(Math.max(0, System.nanoTime() - due));
        }
    }

    /** Returns the latencies since the last call, in nanoseconds. */
    Histogram take() {
        try {
            return loops.next()
                    .submit(() -> {
                        Histogram taken = latencies;
                        latencies = new Histogram(3);
                        return taken;
                    })
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether all speakers are still connected. */
    boolean areHere() {
        return speakers.stream().allMatch(Stranger::isConnected);
    }

    @Override
    public void close() {
        clocks.forEach(clock -> clock.cancel(false));
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
