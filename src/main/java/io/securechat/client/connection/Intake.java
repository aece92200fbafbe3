package io.securechat.client.connection;

import io.netty.channel.EventLoop;
import io.securechat.irc.Message;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Passes lines from the event loop to the thread that processes them, and pauses reading while too many wait there, while the
 * screen is behind, and between the slices of a flood, which would fill the memory with garbage.
 */
final class Intake {
    /** Characters that a line and each of its tags take in memory besides their text. */
    private static final int OVERHEAD = 100;

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Characters that are read in one slice: thousands of messages per second. */
    private static final int MAX_PER_SLICE = 150_000;

    private final EventLoop loop;
    private final Executor worker;
    private final Consumer<Boolean> reading;

    /** Characters that were read and not processed. */
    private final AtomicInteger pending = new AtomicInteger();

    private volatile boolean screenBehind;
    private volatile boolean resting;
    private long sliceStart = System.nanoTime();
    private int slice;
    private volatile boolean paused;

    /** @param reading starts or pauses reading, on the event loop */
    Intake(EventLoop loop, Executor worker, Consumer<Boolean> reading) {
        this.loop = loop;
        this.worker = worker;
        this.reading = reading;
    }

    /** Takes a line, on the event loop. */
    void take(Message line, Consumer<Message> receiver) {
        int size = memory(line);
        restAfter(size);
        if (pending.addAndGet(size) > Connection.MAX_PENDING) {
            pause();
        }
        worker.execute(() -> {
            try {
                receiver.accept(line);
            } finally {
                pending.addAndGet(-size);
                resumeLater();
            }
        });
    }

    /** Counts what was read, and pauses when the slice is full. */
    private void restAfter(int size) {
        long now = System.nanoTime();
        if (now - sliceStart > SLICE_NANOS) {
            sliceStart = now;
            slice = 0;
        }
        slice += size;
        if (slice > MAX_PER_SLICE && !resting) {
            resting = true;
            pause();
            loop.schedule(this::rested, sliceStart + SLICE_NANOS - now, TimeUnit.NANOSECONDS);
        }
    }

    private void rested() {
        resting = false;
        slice = 0;
        sliceStart = System.nanoTime();
        resume();
    }

    /** Sets whether the screen is behind, from any thread. */
    void screenBehind(boolean behind) {
        screenBehind = behind;
        if (behind) {
            loop.execute(this::pauseIfBehind);
        } else {
            resumeLater();
        }
    }

    private void pauseIfBehind() {
        if (screenBehind || resting) {
            pause();
        }
    }

    /** A new connection, which reads: pauses it while it must. */
    void opened() {
        paused = false;
        pauseIfBehind();
    }

    private void pause() {
        if (!paused) {
            paused = true;
            reading.accept(false);
        }
    }

    private void resumeLater() {
        if (paused && mayRead()) {
            loop.execute(this::resume);
        }
    }

    private void resume() {
        if (paused && mayRead()) {
            paused = false;
            reading.accept(true);
        }
    }

    private boolean mayRead() {
        return pending.get() <= Connection.MAX_PENDING / 2 && !screenBehind && !resting;
    }

    /** Returns about how much memory a line takes, in characters. */
    static int memory(Message line) {
        int size = OVERHEAD + line.params().stream().mapToInt(String::length).sum();
        for (Map.Entry<String, String> tag : line.tags().entrySet()) {
            size += OVERHEAD + tag.getKey().length() + tag.getValue().length();
        }
        return size;
    }
}
