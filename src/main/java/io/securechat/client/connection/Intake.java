package io.securechat.client.connection;

import io.securechat.irc.Message;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Passes lines from the event loop to the thread that processes them, and pauses reading while too many wait there, or while
 * the screen is behind.
 */
final class Intake {
    /** Characters that a line and each of its tags take in memory besides their text. */
    private static final int OVERHEAD = 100;

    private final Executor loop;
    private final Executor worker;
    private final Consumer<Boolean> reading;

    /** Characters that were read and not processed. */
    private final AtomicInteger pending = new AtomicInteger();

    private volatile boolean screenBehind;
    private volatile boolean paused;

    /** @param reading starts or pauses reading, on the event loop */
    Intake(Executor loop, Executor worker, Consumer<Boolean> reading) {
        this.loop = loop;
        this.worker = worker;
        this.reading = reading;
    }

    /** Takes a line, on the event loop. */
    void take(Message line, Consumer<Message> receiver) {
        int size = memory(line);
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

    /** Sets whether the screen is behind, from any thread. */
    void screenBehind(boolean behind) {
        screenBehind = behind;
        if (behind) {
            loop.execute(this::pauseForScreen);
        } else {
            resumeLater();
        }
    }

    private void pauseForScreen() {
        if (screenBehind) {
            pause();
        }
    }

    /** A new connection, which reads: pauses it while it must. */
    void opened() {
        paused = false;
        pauseForScreen();
    }

    private void pause() {
        paused = true;
        reading.accept(false);
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
        return pending.get() <= Connection.MAX_PENDING / 2 && !screenBehind;
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
