package io.securechat.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection that carries lines, with limits of their length and of the time that the other side may take. */
final class LineChannel implements Closeable {
    /** Bytes of a line. */
    static final int MAX_LINE = 65_536;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocate(8192).flip();

    LineChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = channel.provider().openSelector();
        channel.register(selector, 0);
    }

    /**
     * Reads a line, without its end; null if the connection has ended before one is complete.
     *
     * @param patience for the whole line
     * @throws IOException if it is too long, or does not arrive in time
     */
    @Nullable String read(Duration patience) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    return line.toString(UTF_8);
                }
                line.write(next);
                if (line.size() > MAX_LINE) {
                    throw new IOException("the line is longer than " + MAX_LINE + " bytes");
                }
            }
            received.clear();
            int read = channel.read(received);
            received.flip();
            if (read < 0) {
                return null;
            } else if (read == 0) {
                await(SelectionKey.OP_READ, start, patience);
            }
        }
    }

    /**
     * Writes a line.
     *
     * @param patience for the whole line
     * @throws IOException if it is not taken in time
     */
    void write(String line, Duration patience) throws IOException {
        long start = System.nanoTime();
        ByteBuffer rest = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(SelectionKey.OP_WRITE, start, patience);
            }
        }
    }

    private void await(int operation, long start, Duration patience) throws IOException {
        long millis = patience.toMillis() - (System.nanoTime() - start) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("the other side does not answer");
        }
        channel.keyFor(selector).interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        if (!channel.isOpen() || Thread.currentThread().isInterrupted()) {
            throw new IOException("closed");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
