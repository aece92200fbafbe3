package io.securechat.server.chat;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.history.Journal;
import io.securechat.server.block.Blocks;
import io.securechat.server.connection.Courier;
import io.securechat.server.limit.HandshakeGuard;
import io.securechat.server.limit.Safely;
import io.securechat.server.limit.Work;
import io.securechat.server.message.Delivery;
import io.securechat.server.message.Inboxes;
import io.securechat.server.message.TargetFinder;
import io.securechat.server.mode.Glob;
import io.securechat.server.room.RoomUpkeep;
import io.securechat.server.room.Rooms;
import io.securechat.server.session.Host;
import io.securechat.server.session.Session;
import io.securechat.server.session.Turns;
import io.securechat.server.settings.Credentials;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.Admission;
import io.securechat.server.user.LiveCertificates;
import io.securechat.server.user.People;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the server: sessions, users and rooms. One thread, {@code chat}, owns it and runs every command; other threads may
 * call only {@link #execute}, {@link #pulse}, {@link #renew}, {@link #onRehash}, {@link #sayGoodbye}, {@link #close}, {@link #settings} and
 * {@link #now}.
 */
public final class Chat implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);

    private final Settings settings;
    private final Journal journal;
    private final Blocks blocks;
    private final Clock clock;
    private final Collection<Courier> couriers;
    private final Work work;
    private final EventExecutor thread;
    private final Turns turns;
    private final Executor executor = this::execute;
    private final People people;
    private final TargetFinder targets;
    private final Inboxes inboxes;
    private final Delivery delivery;
    private final Sessions sessions;
    private final Rooms rooms;
    private final LiveCertificates certificates;
    private final Operators operators;
    private final Instant started;
    private final long startedAt = System.nanoTime();
    private List<String> motd;
    private Runnable rehash = () -> {};

    public Chat(
            Settings settings,
            Credentials credentials,
            List<String> motd,
            Journal journal,
            Blocks blocks,
            Clock clock,
            Collection<Courier> couriers,
            Work work,
            HandshakeGuard guard) {
        this.settings = settings;
        this.journal = journal;
        this.blocks = blocks;
        this.clock = clock;
        this.couriers = List.copyOf(couriers);
        this.work = work;
        this.thread = new ChatThread(this::handOver);
        this.turns = new Turns(
                settings, thread, this::handOver, () -> this.couriers.stream().anyMatch(Courier::isBehind));
        this.certificates = new LiveCertificates(thread, clock, credentials.trust());
        this.motd = motd;
        this.rooms = new Rooms(thread, clock, this.couriers, settings, journal);
        this.people = new People(thread, clock, settings, journal, rooms);
        this.operators = new Operators(people, clock, settings.operators(), credentials.operatorAuthority());
        this.targets = new TargetFinder(people, rooms);
        this.inboxes = new Inboxes(thread, journal, people);
        this.delivery = new Delivery(this, people, rooms, inboxes, journal);
        this.sessions = new Sessions(
                this,
                thread,
                new Admission(thread, clock, settings, blocks, guard),
                certificates,
                inboxes,
                people,
                rooms);
        this.started = clock.instant();
        blocks.onChange(list -> execute(sessions::dismissBlocked));
        execute(new RoomUpkeep(this, rooms, journal)::run);
    }

    /** Runs a task on the thread {@code chat}, at once if this is it; does nothing once the chat has ended. */
    void execute(Runnable task) {
        if (thread.inEventLoop()) {
            task.run();
            return;
        }
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the chat has ended", e);
        }
    }

    /** Returns a future that completes when the thread {@code chat} has done all tasks submitted so far. */
    public CompletableFuture<Void> pulse() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        execute(() -> answer.complete(null));
        return answer;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public void later(Duration delay, Runnable task) {
        thread.schedule(() -> Safely.run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void handOver() {
        couriers.forEach(Courier::handOver);
    }

    @Override
    public boolean isOwner() {
        return thread.inEventLoop();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public Work work() {
        return work;
    }

    /** Replaces the trust, also for present connections, and the message of the day. */
    public void renew(Credentials credentials, List<String> motd) {
        execute(() -> {
            this.motd = motd;
            operators.authority(credentials.operatorAuthority());
            certificates.trust(credentials.trust());
        });
    }

    public Blocks blocks() {
        return blocks;
    }

    /** Replaces the operators. */
    public void appoint(Settings.Operators appointed) {
        execute(() -> operators.appoint(appointed));
    }

    /** Sets the task that reloads the server's files; it must not block. */
    public void onRehash(Runnable rehash) {
        execute(() -> this.rehash = rehash);
    }

    /** Reloads the server's files. */
    public void rehash() {
        rehash.run();
    }

    public List<String> motd() {
        return motd;
    }

    public Operators operators() {
        return operators;
    }

    public Journal journal() {
        return journal;
    }

    public Delivery delivery() {
        return delivery;
    }

    public TargetFinder targets() {
        return targets;
    }

    public Inboxes inboxes() {
        return inboxes;
    }

    public Instant started() {
        return started;
    }

    /** The time since the start; it does not depend on the computer's clock. */
    public Duration upTime() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    public People people() {
        return people;
    }

    public Rooms rooms() {
        return rooms;
    }

    /** Returns whether a client means this server: by its name, a mask of it, or the nick of a user. */
    public boolean isServer(String named) {
        return new Glob(named).matches(settings.name()) || people.find(named) != null;
    }

    public Sessions sessions() {
        return sessions;
    }

    @Override
    public void opened(Session session) {
        sessions.opened(session);
    }

    @Override
    public void left(Session session, String reason) {
        sessions.left(session, reason);
    }

    /** Ends all sessions after the tasks submitted so far. */
    public void sayGoodbye(String reason) {
        execute(() -> {
            rooms.retention().stop();
            sessions.close(reason);
        });
    }

    /** Ends the thread {@code chat}; no connection may be left. */
    public void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
