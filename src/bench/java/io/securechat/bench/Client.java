package io.securechat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A client of the benchmark. It recognizes messages in the received bytes; only other lines become strings, of which there are
 * few once all clients have joined.
 */
final class Client extends ChannelInboundHandlerAdapter {
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final int number;
    private final Tongue tongue;
    private final @Nullable String capabilities;
    private final Events events;

    /** The beginning of a line whose end was not received yet. */
    private final ByteBuf cut = Unpooled.buffer(0);

    private @Nullable ChannelHandlerContext context;
    private boolean over;

    /** The events of a client, on the event loop. */
    interface Events {
        /** The server has accepted the client: the handshake is complete on both sides, and the name is registered. */
        void welcome(Client client);

        /** The client has joined the room. */
        void joined(Client client);

        /** The client has received a message. */
        void heard(Client client, long stamp);

        /** The client cannot connect, or was disconnected. Reported once, and not after {@link #leave}. */
        void lost(Client client, Throwable why);
    }

    Client(int number, Tongue tongue, @Nullable String capabilities, Events events) {
        this.number = number;
        this.tongue = tongue;
        this.capabilities = capabilities;
        this.events = events;
    }

    /** The number of the client, from 0. */
    int number() {
        return number;
    }

    /** The beginning of the lines of its messages. */
    String prefix() {
        return tongue.prefix();
    }

    ByteBuf buffer() {
        return context().alloc().buffer();
    }

    /** Sends the content of a buffer. */
    void send(ByteBuf bytes) {
        context().writeAndFlush(bytes, context().voidPromise());
    }

    /** Continues or stops reading. */
    void read(boolean wanted) {
        context().channel().config().setAutoRead(wanted);
    }

    /** Closes the connection. */
    void leave() {
        over = true;
        context().close();
    }

    /** Reports the client as lost, unless it has left or was reported before. */
    void lose(Throwable why) {
        if (!over) {
            over = true;
            events.lost(this, why);
        }
    }

    private ChannelHandlerContext context() {
        return requireNonNull(context, "not connected");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                say(tongue.greeting("b" + number, capabilities));
            } else {
                lose(handshake.cause());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            int start = in.readerIndex();
            if (cut.isReadable()) {
                start = completeCut(in);
            }
            int last = in.writerIndex();
            for (int end = in.indexOf(start, last, LF); end >= 0; end = in.indexOf(start, last, LF)) {
                line(in, start, end);
                start = end + 1;
            }
            cut.writeBytes(in, start, last - start);
        } finally {
            in.release();
        }
    }

    /** Completes the line that began in an earlier read, and returns the start of the next one. */
    private int completeCut(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.indexOf(start, in.writerIndex(), LF);
        if (end < 0) {
            return start;
        }
        cut.writeBytes(in, start, end - start);
        line(cut, 0, cut.writerIndex());
        cut.clear();
        return end + 1;
    }

    private void line(ByteBuf in, int start, int lf) {
        int end = lf > start && in.getByte(lf - 1) == CR ? lf - 1 : lf;
        if (over) {
            return;
        }
        if (Stamp.isBefore(in, start, end)) {
            events.heard(this, Stamp.read(in, end));
        } else {
            act(in.toString(start, end - start, UTF_8));
        }
    }

    private void act(String line) {
        Tongue.Step step = tongue.step(line);
        switch (step.state()) {
            case WELCOME -> events.welcome(this);
            case JOINED -> events.joined(this);
            case REFUSED -> lose(new IOException("the server says " + line));
            case UNCHANGED -> {}
        }
        if (!over && !step.answer().isEmpty()) {
            say(step.answer());
        }
    }

    private void say(String text) {
        send(Unpooled.copiedBuffer(text, UTF_8));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lose(new IOException("the server has closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lose(cause);
        ctx.close();
    }
}
