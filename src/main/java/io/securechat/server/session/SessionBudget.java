package io.securechat.server.session;

import io.securechat.server.limit.FloodGuard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of a session: those of its user, which all sessions of the user share, and those of its {@link Person}.
 * Operators of the server are exempt. Owned by the thread {@code chat}.
 */
public final class SessionBudget {
    private final Session session;
    private final Host host;
    private FloodGuard flood;
    private @Nullable Person person;

    SessionBudget(Session session, Host host) {
        this.session = session;
        this.host = host;
        this.flood = host.turns().guard(1);
    }

    /** The person behind the session; null before the session is admitted and after its end. */
    @Nullable Person person() {
        return person;
    }

    /** The session is admitted. */
    public void enter(Person person) {
        this.person = person;
    }

    /** The session has ended. */
    public void leave() {
        if (person != null) {
            host.turns().left(session, person);
            person = null;
        }
    }

    /** Shares the limits of another session of the same user. */
    void share(SessionBudget other) {
        flood = other.flood;
    }

    /** The time until the user may send a line again. */
    Duration delay() {
        return session.isExempt() ? Duration.ZERO : flood.delay();
    }

    /** Charges the user and the person for a line. */
    void chargeLine() {
        if (!session.isExempt() && person != null) {
            flood.chargeLine();
            person.budget().chargeLine();
        }
    }

    /** Runs a task for the session and charges it for the work. */
    void charge(Runnable task) {
        long work = host.work().measure(task);
        if (!session.isExempt()) {
            flood.chargeWork(work);
            if (person != null) {
                person.budget().chargeWork(work);
            }
        }
    }

    /**
     * Asks the journal a question when it is the person's turn; a person has few questions under way at a time. Once the session
     * has ended, its questions fail without being asked. An answer that takes longer than {@code --ping} makes room for the next
     * question.
     */
    <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
        if (person == null) {
            return question.get();
        }
        Duration patience = host.settings().limits().ping();
        Supplier<CompletableFuture<T>> unlessGone = () -> session.isOpen()
                ? question.get().copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                : CompletableFuture.failedFuture(new IllegalStateException("the session has ended"));
        return person.questions().ask(unlessGone, host.executor());
    }

    /** Counts the creation of a room; returns false if the person has created too many lately. */
    public boolean mayCreateRoom() {
        return session.isExempt() || person == null || person.mayCreateRoom();
    }
}
