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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what the chat has for the connections of one event loop over to that loop, where all of it happens in the order in
 * which it was posted. Whatever has gathered while the loop was busy is carried out in one turn: consecutive messages to the
 * same audience become one write for each receiver, and each receiver is flushed once, at the end.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final EventLoop loop;
    private List<Object> posted = new ArrayList<>();
    private List<Object> spare = new ArrayList<>();
    private final List<Connection> unflushed = new ArrayList<>();
    private final Set<Connection> connections = Collections.newSetFromMap(new IdentityHashMap<>());
    private int sweep;

    /** A message to everybody in some audiences, once each, but back to the sender only with an echo that it wants. */
    private record ToAudiences(
            List<Audience> audiences,
            Outgoing message,
            @Nullable Connection sender,
            boolean echo) {}

    private record ToOne(Connection connection, List<Outgoing> messages) {}

    /** @param ping how long a client may be silent before it is asked whether it is still there */
    Courier(EventLoop loop, Duration ping) {
        this.loop = loop;
        long between = ping.toMillis() / Connection.LOOKS;
        loop.scheduleWithFixedDelay(this::look, between, between, TimeUnit.MILLISECONDS);
    }

    /** Takes on a connection of this loop; to be called there. */
    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** One timer for all of them takes less memory, and less time, than one for each. */
    private void look() {
        List.copyOf(connections).forEach(Connection::look);
    }

    void post(List<Audience> audiences, Outgoing message, @Nullable Connection sender, boolean echo) {
        post(new ToAudiences(audiences, message, sender, echo));
    }

    void post(Connection connection, List<Outgoing> messages) {
        post(new ToOne(connection, messages));
    }

    /** Runs something on the loop, in its place among the messages. */
    void post(Runnable task) {
        post((Object) task);
    }

    private void post(Object item) {
        synchronized (this) {
            posted.add(item);
            if (posted.size() > 1) {
                return;
            }
        }
        loop.execute(this::carryOut);
    }

    private void carryOut() {
        List<Object> items;
        synchronized (this) {
            items = posted;
            posted = spare;
        }
        for (int start = 0; start < items.size(); ) {
            int end = endOfRun(items, start);
            try {
                carryOut(items.subList(start, end));
            } catch (RuntimeException e) {
                LOG.error("something could not be delivered", e);
            }
            start = end;
        }
        items.clear();
        spare = items;
        for (Connection connection : unflushed) {
            connection.flush();
        }
        unflushed.clear();
    }

    /** Consecutive messages to the same audiences belong together, anything else stands by itself. */
    private static int endOfRun(List<Object> items, int start) {
        int end = start + 1;
        if (items.get(start) instanceof ToAudiences first) {
            while (end < items.size()
                    && items.get(end) instanceof ToAudiences next
                    && next.audiences.equals(first.audiences)) {
                end++;
            }
        }
        return end;
    }

    private void carryOut(List<Object> run) {
        if (run.get(0) instanceof ToAudiences first) {
            deliver(first.audiences, run);
        } else if (run.get(0) instanceof ToOne one) {
            deliver(one);
        } else {
            ((Runnable) run.get(0)).run();
        }
    }

    private void deliver(ToOne one) {
        ByteBuf lines = one.connection.allocate();
        for (Outgoing message : one.messages) {
            message.encode(one.connection.capabilities(), lines);
        }
        write(one.connection, lines);
    }

    private void deliver(List<Audience> audiences, List<Object> run) {
        List<View> views = new ArrayList<>(2);
        sweep++;
        long relevant = 0;
        for (Object item : run) {
            ToAudiences one = (ToAudiences) item;
            relevant |= one.message.relevant();
            if (one.sender != null
                    && one.sender.courier() == this
                    && !(one.echo && Capability.ECHO_MESSAGE.in(one.sender.capabilities()))) {
                one.sender.markSenderIn(sweep);
            }
        }
        for (Audience audience : audiences) {
            for (Connection connection : audience.connections(this)) {
                if (audiences.size() == 1 || connection.isFirstSeenIn(sweep)) {
                    View view = view(views, connection, relevant, run);
                    if (connection.isSenderIn(sweep)) {
                        writeOthers(connection, view, run);
                    } else {
                        write(connection, view.lines.retainedDuplicate());
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

        View(long capabilities, ByteBuf lines, List<Object> run) {
            this.capabilities = capabilities;
            this.lines = lines;
            this.ends = new int[run.size()];
            for (int i = 0; i < ends.length; i++) {
                ((ToAudiences) run.get(i)).message.encode(capabilities, lines);
                ends[i] = lines.writerIndex();
            }
        }
    }

    private static View view(List<View> views, Connection connection, long relevant, List<Object> run) {
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
    private void writeOthers(Connection connection, View view, List<Object> run) {
        int start = 0;
        for (int i = 0; i < view.ends.length; i++) {
            int before = i == 0 ? 0 : view.ends[i - 1];
            if (((ToAudiences) run.get(i)).sender == connection) {
                write(connection, view.lines.retainedSlice(start, before - start));
                start = view.ends[i];
            }
        }
        write(connection, view.lines.retainedSlice(start, view.lines.writerIndex() - start));
    }

    private void write(Connection connection, ByteBuf lines) {
        if (!lines.isReadable()) {
            lines.release();
        } else if (connection.write(lines)) {
            unflushed.add(connection);
        }
    }
}
