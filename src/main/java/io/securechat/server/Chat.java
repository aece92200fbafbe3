package io.securechat.server;

import io.netty.util.concurrent.EventExecutor;
import io.securechat.history.Journal;
import io.securechat.history.Markers;
import io.securechat.irc.Names;
import io.securechat.tls.CertificateName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who is connected, and all rooms. It belongs to one thread, on which every command runs; {@link #execute},
 * {@link #renew}, {@link #onRehash}, {@link #sayGoodbye}, {@link #close}, {@link #settings} and
 * {@link #now} are all that others may call.
 */
final class Chat implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
    private static final int REGISTRATION_SECONDS = 30;

    private final Settings settings;
    private final Journal journal;
    private final Clock clock;
    private final Collection<Courier> couriers;
    private final Work work;
    private final EventExecutor thread;
    private final Turns turns;
    private final OperGuard operGuard = new OperGuard(System::nanoTime);
    private final Executor executor = this::execute;
    private final Admission admission;
    private final People people;
    private final TargetFinder targets;
    private final Inboxes inboxes;
    private final Delivery delivery;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Rooms rooms;
    private final LiveCertificates certificates;
    private final Instant started;
    private final long startedAt = System.nanoTime();
    private List<String> motd;
    private @Nullable String operatorAuthority;
    private Runnable rehash = () -> {};

    Chat(
            Settings settings,
            Credentials credentials,
            List<String> motd,
            Journal journal,
            Clock clock,
            Collection<Courier> couriers,
            Work work) {
        this.settings = settings;
        this.journal = journal;
        this.clock = clock;
        this.couriers = List.copyOf(couriers);
        this.work = work;
        this.thread = new ChatThread(this::handOver);
        this.turns = new Turns(
                settings,
                this::behind,
                this::handOver,
                () -> this.couriers.stream().anyMatch(Courier::isBehind));
        this.certificates = new LiveCertificates(thread, clock, credentials.trust());
        this.operatorAuthority = credentials.operatorAuthority();
        this.motd = motd;
        this.admission = new Admission(
                settings.names(), settings.reservedNames(), settings.maxConnections(), settings.maxPerCertificate());
        this.rooms = new Rooms(clock, this.couriers, settings, journal);
        this.people = new People(clock, settings, journal, rooms);
        this.targets = new TargetFinder(people, rooms);
        this.inboxes = new Inboxes(journal, people);
        this.delivery = new Delivery(people, rooms, inboxes, journal, clock, executor);
        this.started = clock.instant();
        execute(new RoomUpkeep(this, rooms, journal)::run);
    }

    /**
     * Runs a task on the chat's thread: at once if this is it, else after all that was handed over before. When the chat has
     * ended nothing is run any more: what a journal still has to tell then, nobody is there to hear.
     */
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

    /** {@link #execute}, always the same one. */
    @Override
    public Executor executor() {
        return executor;
    }

    /** Runs a task on the chat's thread, later. */
    @Override
    public void later(Duration delay, Runnable task) {
        thread.schedule(() -> Safely.run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task on the chat's thread, later; without delay behind what was handed over to it so far. */
    private void behind(Duration delay, Runnable task) {
        if (delay.isZero()) {
            thread.execute(task);
        } else {
            later(delay, task);
        }
    }

    private void handOver() {
        couriers.forEach(Courier::handOver);
    }

    @Override
    public Settings settings() {
        return settings;
    }

    /** Whose lines are carried out when. */
    @Override
    public Turns turns() {
        return turns;
    }

    /** Who may guess the operators' password. */
    OperGuard operGuard() {
        return operGuard;
    }

    /** What was made so far. */
    @Override
    public Work work() {
        return work;
    }

    /** From now on this is whom we trust, those who are here included, and what new users are greeted with. */
    void renew(Credentials credentials, List<String> motd) {
        execute(() -> {
            this.motd = motd;
            operatorAuthority = credentials.operatorAuthority();
            certificates.trust(credentials.trust());
        });
    }

    /** Sets what reads the files of the server again; that may take its time, on a thread of its own. */
    void onRehash(Runnable rehash) {
        execute(() -> this.rehash = rehash);
    }

    /** Has the files of the server read again. */
    void rehash() {
        rehash.run();
    }

    List<String> motd() {
        return motd;
    }

    /** Whether a certificate makes its holder an operator: by the name and by the CA that vouches for it. */
    boolean isOperator(CertificateName proven) {
        return proven.authority().equals(operatorAuthority)
                && settings.operators().contains(Names.fold(proven.name()));
    }

    Journal journal() {
        return journal;
    }

    Delivery delivery() {
        return delivery;
    }

    TargetFinder targets() {
        return targets;
    }

    Inboxes inboxes() {
        return inboxes;
    }

    Instant started() {
        return started;
    }

    /** How long it has been running, however the computer's clock was set meanwhile. */
    Duration upTime() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    // Who is here.

    /** Lets a session in, or closes it with the reason. */
    @Override
    public void opened(Session session) {
        Peer peer = session.peer();
        String refusal = admission.refusal(peer);
        if (refusal != null) {
            LOG.warn("{} with {} turned away: {}", peer.address(), peer.subject(), refusal);
            session.close(refusal);
            return;
        }
        admission.entered(peer);
        sessions.add(session);
        session.person(turns.entered(peer));
        session.registration.deadline(
                thread.schedule(() -> session.close("Registration timed out"), REGISTRATION_SECONDS, TimeUnit.SECONDS));
        certificates.add(session);
    }

    People people() {
        return people;
    }

    Rooms rooms() {
        return rooms;
    }

    /** Whether this is the server that a client means: by its name, a mask of it, or the nick of somebody who is on it. */
    boolean isServer(String named) {
        return new Glob(named).matches(settings.name()) || people.find(named) != null;
    }

    /** How much there is of what has a limit, in words. */
    List<String> fill() {
        Runtime memory = Runtime.getRuntime();
        long heap = memory.totalMemory() - memory.freeMemory();
        return List.of(
                sessions.size() + " of " + settings.maxConnections() + " connections, " + unregistered()
                        + " of them not registered",
                turns.persons() + " certificates and accounts with a budget",
                rooms.all().size() + " of " + Rooms.MAX_ROOMS + " rooms, " + rooms.emptyRooms()
                        + " of them empty (" + EmptyRooms.MAX_KEPT + " for each account at most), "
                        + rooms.closedNames()
                        + " names with a closed history",
                people.accounts() + " accounts, " + journal.markers() + " read markers of them, " + Markers.MAX
                        + " for each at most",
                (heap >> 20) + " of " + (memory.maxMemory() >> 20) + " MB of heap");
    }

    int unregistered() {
        return sessions.size() - people.sessions();
    }

    @Override
    public void left(Session session, String reason) {
        if (!sessions.remove(session)) {
            return;
        }
        admission.left(session.peer());
        session.leftPerson();
        inboxes.left(session);
        certificates.remove(session);
        session.registration.complete();
        if (!session.isRegistered()) {
            LOG.info("{} has gone before it registered: {}", session.peer().address(), reason);
            return;
        }
        User user = session.user();
        LOG.info("{} at {} has gone: {}", user.nick(), session.peer().address(), reason);
        if (people.leave(session)) {
            people.notice(user.source() + " has gone: " + reason);
            List<Audience> bereaved = people.neighbours(user);
            for (Room room : List.copyOf(rooms.of(user))) {
                rooms.remove(user, room);
            }
            announce(bereaved, user.does("QUIT :" + reason));
        }
    }

    /** Ends all sessions, when what was handed over before is done; may be called from any thread. */
    void sayGoodbye(String reason) {
        execute(() -> {
            for (Session session : List.copyOf(sessions)) {
                session.close(reason);
            }
        });
    }

    /** Ends the chat's thread; no connection may be left that could still hand something over. */
    void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Tells everybody in these audiences, once, what has happened. */
    void announce(List<Audience> audiences, Outgoing what) {
        Audience.send(audiences, what.at(now()));
    }
}
