package io.securechat.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.securechat.irc.Capability;
import io.securechat.server.limit.Safely;
import io.securechat.server.limit.Work;
import io.securechat.server.wire.Outgoing;
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
 * Carries messages from the chat to the connections of one event loop, and lines from these to the chat, both in order.
 * The loop takes all that has gathered at once: consecutive messages to the same audiences become one write for each
 * receiver, and each receiver is flushed once, at the end.
 */
public final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** Items that may wait for a loop before the chat pauses. */
    private static final int MAX_BEHIND = 10_000;

    private final EventLoop loop;
    private final Work work;
    private final Overflow overflow;
    private final Set<ClientConnection> connections = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Traffic traffic;

    /** The items of the present turn; only for the thread {@code chat}. */
    private List<Object> posted = new ArrayList<>();

    /** The number of items handed over; only for the thread {@code chat}. */
    private long handedOver;

    /** The number of items carried out; written by the loop only. */
    private volatile long carriedOut;

    /** The items that the loop has not taken yet, or null; guarded by this. */
    private @Nullable List<Object> onTheWay;

    // Only for the loop.
    private final List<ClientConnection> unflushed = new ArrayList<>();
    private final List<ClientConnection> resumed = new ArrayList<>();
    private final List<Broadcast> run = new ArrayList<>();
    private List<Runnable> news = new ArrayList<>();
    private int sweep;

    private record ToOne(ClientConnection connection, List<Outgoing> messages, int bytes) {}

    private record Resume(ClientConnection connection) {}

    /**
     * @param ping the silence after which a client is sent a PING
     * @param work counts the bytes posted
     * @param overflow the limit of all connections of the loop together
     */
    public Courier(EventLoop loop, Duration ping, Work work, Overflow overflow) {
        this.loop = loop;
        this.work = work;
        this.overflow = overflow;
        this.traffic = new Traffic(loop, connections);
        long between = ping.toMillis() / KeepAlive.CHECKS;
        loop.scheduleWithFixedDelay(() -> Safely.run(this::look), between, between, TimeUnit.MILLISECONDS);
    }

    // For the chat.

    public void post(List<Audience> audiences, Outgoing message, @Nullable ClientConnection sender, boolean echo) {
        posted.add(new Broadcast(audiences, message, sender, echo));
    }

    public void post(ClientConnection connection, List<Outgoing> messages) {
        int bytes = messages.stream().mapToInt(Outgoing::length).sum();
        work.add(bytes);
        connection.post(bytes);
        posted.add(new ToOne(connection, messages, bytes));
    }

    /** Runs a task on the loop, in order with the messages. */
    public void post(Runnable task) {
        posted.add(task);
    }

    /** Reads the next lines of a connection at the end of a turn. */
    public void resume(ClientConnection connection) {
        posted.add(new Resume(connection));
    }

    /** Counts a message and its receivers. */
    void count(long receivers, Outgoing message) {
        work.fanOut(receivers, message.length());
    }

    /** Returns whether so many items wait for the loop that it should get no more. */
    public boolean isBehind() {
        return handedOver - carriedOut > MAX_BEHIND;
    }

    /** Hands the posted items over, at the end of each turn of the chat. */
    public void handOver() {
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

    // For the connections, on the loop.

    public Traffic traffic() {
        return traffic;
    }

    /** Adds a connection of this loop. */
    void add(ClientConnection connection) {
        connections.add(connection);
    }

    void remove(ClientConnection connection) {
        connections.remove(connection);
    }

    /**
     * Runs a task on the thread of the chat when all that has arrived by now is read, together with the tasks of the
     * other connections.
     */
    public void tell(Executor chat, Runnable piece) {
        news.add(piece);
        if (news.size() == 1) {
            loop.execute(() -> {
                List<Runnable> all = news;
                news = new ArrayList<>();
                chat.execute(() -> all.forEach(Safely::run));
            });
        }
    }

    /** Sends messages at once. */
    void send(ClientConnection connection, List<Outgoing> messages) {
        write(connection, messages);
        flush();
    }

    /** Checks all connections: one timer for all takes less memory and time than one for each. */
    private void look() {
        List.copyOf(connections).forEach(ClientConnection::check);
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
            } else if (item instanceof Broadcast message) {
                if (!run.isEmpty() && !run.get(0).audiences().equals(message.audiences())) {
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

    /** @param last whether this is the last run in a turn */
    private void deliverRun(boolean last) {
        if (!run.isEmpty()) {
            try {
                deliver(run.get(0).audiences(), last);
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
        traffic.sent(messages.size());
        write(connection, lines);
    }

    private void deliver(List<Audience> audiences, boolean last) {
        List<Broadcast.View> views = new ArrayList<>(2);
        sweep++;
        long relevant = 0;
        for (Broadcast one : run) {
            relevant |= one.message().relevant();
            if (one.sender() != null
                    && one.sender().courier() == this
                    && !(one.echo() && Capability.ECHO_MESSAGE.in(one.sender().capabilities()))) {
                one.sender().markSenderIn(sweep);
            }
        }
        for (Audience audience : audiences) {
            for (ClientConnection connection : audience.connections(this)) {
                if (audiences.size() == 1 || connection.isFirstSeenIn(sweep)) {
                    Broadcast.View view = Broadcast.View.of(views, connection, relevant, run);
                    if (connection.isSenderIn(sweep)) {
                        writeOthers(connection, view);
                    } else {
                        traffic.sent(view.messages);
                        write(connection, view.lines.retainedDuplicate());
                        if (last) {
                            connection.flush(); // while all of it is in the processor's cache
                        }
                    }
                }
            }
        }
        for (Broadcast.View view : views) {
            view.lines.release();
        }
    }

    /** Writes a run without the connection's own messages. */
    private void writeOthers(ClientConnection connection, Broadcast.View view) {
        int start = 0;
        for (int i = 0; i < view.ends.length; i++) {
            int before = i == 0 ? 0 : view.ends[i - 1];
            if (run.get(i).sender() != connection) {
                traffic.sent(view.ends[i] > before ? 1 : 0);
            } else {
                write(connection, view.lines.retainedSlice(start, before - start));
                start = view.ends[i];
            }
        }
        write(connection, view.lines.retainedSlice(start, view.lines.writerIndex() - start));
    }

    private void write(ClientConnection connection, ByteBuf lines) {
        traffic.sentBytes(lines.readableBytes());
        if (!lines.isReadable()) {
            lines.release();
        } else if (connection.write(lines)) {
            unflushed.add(connection);
        }
    }
}
