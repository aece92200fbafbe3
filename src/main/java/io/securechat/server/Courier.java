package io.securechat.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.securechat.irc.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what the chat has for the connections of one event loop over to that loop, and back what these have received. On the
 * loop all happens in the order in which it was posted, and whatever has gathered by then in one turn: consecutive messages to
 * the same audiences become one write for each receiver, and each receiver is flushed once, at the end.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** Items that may wait for a loop before the chat carries out no more commands until it has caught up. */
    private static final int MAX_BEHIND = 10_000;

    private final EventLoop loop;
    private final Work work;
    private final Overflow overflow;
    private final Set<ClientConnection> connections = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What the chat has posted in its present turn; only for its thread. */
    private List<Object> posted = new ArrayList<>();

    /** How much was handed over so far; only for the chat's thread. */
    private long handedOver;

    /** How much of it was carried out; written by the loop only. */
    private volatile long carriedOut;

    /** What is handed over to the loop and not taken yet, or null; guarded by this. */
    private @Nullable List<Object> onTheWay;

    // Only for the loop.
    private final List<ClientConnection> unflushed = new ArrayList<>();
    private final List<ClientConnection> resumed = new ArrayList<>();
    private final List<ToAudiences> run = new ArrayList<>();
    private List<Runnable> news = new ArrayList<>();
    private int sweep;

    /** A message to everybody in some audiences, once each, but back to the sender only with an echo that it wants. */
    private record ToAudiences(
            List<Audience> audiences,
            Outgoing message,
            @Nullable ClientConnection sender,
            boolean echo) {}

    private record ToOne(ClientConnection connection, List<Outgoing> messages, int bytes) {}

    private record Resume(ClientConnection connection) {}

    /**
     * @param ping how long a client may be silent before it is asked whether it is still there
     * @param work where the chat counts what it makes
     * @param overflow what may wait for all connections of the loop together
     */
    Courier(EventLoop loop, Duration ping, Work work, Overflow overflow) {
        this.loop = loop;
        this.work = work;
        this.overflow = overflow;
        long between = ping.toMillis() / ClientConnection.LOOKS;
        loop.scheduleWithFixedDelay(() -> Safely.run(this::look), between, between, TimeUnit.MILLISECONDS);
    }

    // What the chat calls.

    void post(List<Audience> audiences, Outgoing message, @Nullable ClientConnection sender, boolean echo) {
        posted.add(new ToAudiences(audiences, message, sender, echo));
    }

    void post(ClientConnection connection, List<Outgoing> messages) {
        int bytes = messages.stream().mapToInt(Outgoing::length).sum();
        work.add(bytes);
        connection.post(bytes);
        posted.add(new ToOne(connection, messages, bytes));
    }

    /** Runs something on the loop, in its place among the messages. */
    void post(Runnable task) {
        posted.add(task);
    }

    /** Has the next lines of a connection read, at the end of a turn. */
    void resume(ClientConnection connection) {
        posted.add(new Resume(connection));
    }

    /** Counts a message that is posted to so many. */
    void count(long receivers, Outgoing message) {
        work.fanOut(receivers, message.length());
    }

    /** Whether the loop has so much left to carry out that it should not get more. */
    boolean isBehind() {
        return handedOver - carriedOut > MAX_BEHIND;
    }

    /** Hands over what was posted: at the end of each turn of the chat. */
    void handOver() {
        if (posted.isEmpty()) {
            return;
        }
        List<Object> items = posted;
        posted = new ArrayList<>();
        handedOver += items.size();
        synchronized (this) {
            if (onTheWay != null) {
                onTheWay.addAll(items);
                return;
            }
            onTheWay = items;
        }
        try {
            loop.execute(() -> Safely.run(this::carryOut));
        } catch (RejectedExecutionException e) {
            LOG.debug("the loop has ended", e);
        }
    }

    // What the connections call, on the loop.

    /** Takes on a connection of this loop. */
    void add(ClientConnection connection) {
        connections.add(connection);
    }

    void remove(ClientConnection connection) {
        connections.remove(connection);
    }

    /**
     * Runs a task on the thread of the chat: after all that has arrived by then was read, and together with the tasks of the
     * other connections.
     */
    void tell(Executor chat, Runnable piece) {
        news.add(piece);
        if (news.size() == 1) {
            loop.execute(() -> {
                List<Runnable> all = news;
                news = new ArrayList<>();
                chat.execute(() -> all.forEach(Safely::run));
            });
        }
    }

    /** Sends something at once. */
    void send(ClientConnection connection, List<Outgoing> messages) {
        write(connection, messages);
        flush();
    }

    /** One timer for all of them takes less memory, and less time, than one for each. */
    private void look() {
        List.copyOf(connections).forEach(ClientConnection::look);
    }

    private void carryOut() {
        List<Object> items;
        synchronized (this) {
            items = onTheWay == null ? List.of() : onTheWay;
            onTheWay = null;
        }
        for (Object item : items) {
            if (item instanceof Resume resume) {
                resumed.add(resume.connection);
            } else if (item instanceof ToAudiences message) {
                if (!run.isEmpty() && !run.get(0).audiences.equals(message.audiences)) {
                    Safely.run(() -> deliverRun(false));
                }
                run.add(message);
            } else {
                Safely.run(() -> deliverRun(false));
                Safely.run(item instanceof ToOne one ? () -> deliver(one) : (Runnable) item);
            }
        }
        Safely.run(() -> deliverRun(true));
        flush();
        resumed.forEach(ClientConnection::read);
        resumed.clear();
        carriedOut(items.size());
        overflow.look(connections);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread only
    private void carriedOut(int items) {
        carriedOut += items;
    }

    private void flush() {
        unflushed.forEach(ClientConnection::flush);
        unflushed.clear();
    }

    /** @param last whether nothing comes behind it in this turn */
    private void deliverRun(boolean last) {
        if (!run.isEmpty()) {
            try {
                deliver(run.get(0).audiences, last);
            } finally {
                run.clear();
            }
        }
    }

    private void deliver(ToOne one) {
        one.connection.take(one.bytes);
        write(one.connection, one.messages);
    }

    private void write(ClientConnection connection, List<Outgoing> messages) {
        ByteBuf lines = connection.allocate();
        for (Outgoing message : messages) {
            message.encode(connection.capabilities(), lines);
        }
        write(connection, lines);
    }

    private void deliver(List<Audience> audiences, boolean last) {
        List<View> views = new ArrayList<>(2);
        sweep++;
        long relevant = 0;
        for (ToAudiences one : run) {
            relevant |= one.message.relevant();
            if (one.sender != null
                    && one.sender.courier() == this
                    && !(one.echo && Capability.ECHO_MESSAGE.in(one.sender.capabilities()))) {
                one.sender.markSenderIn(sweep);
            }
        }
        for (Audience audience : audiences) {
            for (ClientConnection connection : audience.connections(this)) {
                if (audiences.size() == 1 || connection.isFirstSeenIn(sweep)) {
                    View view = view(views, connection, relevant);
                    if (connection.isSenderIn(sweep)) {
                        writeOthers(connection, view);
                    } else {
                        write(connection, view.lines.retainedDuplicate());
                        if (last) {
                            connection.flush(); // while all of it is in the processor's cache
                        }
                    }
                }
            }
        }
        for (View view : views) {
            view.lines.release();
        }
    }

    /** A run of messages as all receivers with the same relevant capabilities see it, and where each message ends in it. */
    private static final class View {
        final long capabilities;
        final ByteBuf lines;
        final int[] ends;

        View(long capabilities, ByteBuf lines, List<ToAudiences> run) {
            this.capabilities = capabilities;
            this.lines = lines;
            this.ends = new int[run.size()];
            for (int i = 0; i < ends.length; i++) {
                run.get(i).message.encode(capabilities, lines);
                ends[i] = lines.writerIndex();
            }
        }
    }

    private View view(List<View> views, ClientConnection connection, long relevant) {
        long capabilities = connection.capabilities() & relevant;
        for (View view : views) {
            if (view.capabilities == capabilities) {
                return view;
            }
        }
        View view = new View(capabilities, connection.allocate(), run);
        views.add(view);
        return view;
    }

    /** Writes a run without the messages that the connection itself has sent. */
    private void writeOthers(ClientConnection connection, View view) {
        int start = 0;
        for (int i = 0; i < view.ends.length; i++) {
            int before = i == 0 ? 0 : view.ends[i - 1];
            if (run.get(i).sender == connection) {
                write(connection, view.lines.retainedSlice(start, before - start));
                start = view.ends[i];
            }
        }
        write(connection, view.lines.retainedSlice(start, view.lines.writerIndex() - start));
    }

    private void write(ClientConnection connection, ByteBuf lines) {
        if (!lines.isReadable()) {
            lines.release();
        } else if (connection.write(lines)) {
            unflushed.add(connection);
        }
    }
}
