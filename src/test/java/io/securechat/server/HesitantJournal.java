package io.securechat.server;

import io.securechat.Problem;
import io.securechat.history.Entry;
import io.securechat.history.Forwarding;
import io.securechat.history.store.Journals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A journal that stores entries at once, but does not confirm them before {@link #release}. */
public final class HesitantJournal extends Forwarding {
    private final List<Runnable> untold = new ArrayList<>();
    private boolean hesitating;
    private CountDownLatch appended = new CountDownLatch(1);

    public HesitantJournal() {
        super(Journals.open("memory:"));
    }

    /** From now on nothing is confirmed. */
    public synchronized void hesitate() {
        hesitating = true;
        appended = new CountDownLatch(1);
    }

    /** Waits until an entry was appended since {@link #hesitate}. */
    public void awaitAppend() throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = appended;
        }
        latch.await();
    }

    public synchronized void release() {
        hesitating = false;
        untold.forEach(Runnable::run);
        untold.clear();
    }

    @Override
    public synchronized void append(Entry.Draft draft, Listener listener) {
        Listener later = new Listener() {
            @Override
            public void stored(Entry entry, boolean again) {
                tell(told -> told.stored(entry, again));
            }

            @Override
            public void refused(Problem why) {
                tell(told -> told.refused(why));
            }

            private void tell(Consumer<Listener> what) {
                Runnable news = () -> listener.executor().execute(() -> what.accept(listener));
                if (hesitating) {
                    untold.add(news);
                } else {
                    news.run();
                }
            }
        };
        journal.append(draft, later);
        appended.countDown();
    }
}
