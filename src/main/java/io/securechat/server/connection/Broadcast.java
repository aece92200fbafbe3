package io.securechat.server.connection;

import io.netty.buffer.ByteBuf;
import io.securechat.server.wire.Outgoing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to all connections of some audiences, once each.
 *
 * @param sender the author's connection, which gets the message only with an echo that it wants; null for the server
 */
record Broadcast(
        List<Audience> audiences,
        Outgoing message,
        @Nullable ClientConnection sender,
        boolean echo) {
    /** A run of messages as all receivers with the same relevant capabilities see it, and the end of each message in it. */
    static final class View {
        final long capabilities;
        final ByteBuf lines;
        final int[] ends;

        /** The number of messages that these receivers see. */
        final int messages;

        View(long capabilities, ByteBuf lines, List<Broadcast> run) {
            this.capabilities = capabilities;
            this.lines = lines;
            this.ends = new int[run.size()];
            int visible = 0;
            for (int i = 0; i < ends.length; i++) {
                int start = lines.writerIndex();
                run.get(i).message.encode(capabilities, lines);
                ends[i] = lines.writerIndex();
                visible += ends[i] > start ? 1 : 0;
            }
            this.messages = visible;
        }

        /** Returns the view of a run for a connection: one of these, or a new one, which is added to them. */
        static View of(List<View> views, ClientConnection connection, long relevant, List<Broadcast> run) {
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
    }
}
