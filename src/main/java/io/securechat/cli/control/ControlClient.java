package io.securechat.cli.control;

import io.securechat.FileErrors;
import io.securechat.JsonLine;
import io.securechat.Problem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a command to a running server. */
public final class ControlClient {
    private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);
    static final String DONE = "done";
    static final String ERROR = "error";
    static final String HINT = "hint";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Longer than a command waits for any part of the server. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Path file;

    public ControlClient(Path file) {
        this.file = file;
    }

    /** Returns whether a server listens. */
    public boolean isListening() {
        try {
            connect().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Sends a request and waits until it is carried out.
     *
     * @param command its name
     * @param fields its other fields: strings, whole numbers and booleans
     * @param answer receives each line as it arrives
     * @throws Problem if no server listens, or the command fails
     */
    public void ask(String command, Consumer<JsonLine.Fields> fields, Consumer<Line> answer) {
        try (SocketChannel socket = connect();
                LineChannel channel = new LineChannel(socket)) {
            send(channel, JsonLine.of(json -> {
                json.put(ControlCommand.COMMAND, command);
                fields.accept(json);
            }));
            for (String text = channel.read(ANSWER); text != null; text = channel.read(ANSWER)) {
                Line line = new Line(text, JsonLine.readLong(text));
                if (line.fields().containsKey(DONE)) {
                    return;
                } else if (line.fields().containsKey(ERROR)) {
                    throw new Problem(line.text(ERROR), line.text(HINT));
                }
                answer.accept(line);
            }
            throw new Problem(
                    "the server has ended the connection to " + file + " before its answer was complete",
                    "look whether it is still running, and try again");
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** A server that refuses the connection closes it at once; its reason can still be read. */
    private static void send(LineChannel channel, String request) {
        try {
            channel.write(request, PATIENCE);
        } catch (IOException e) {
            LOG.debug("the server has closed the connection before the request", e);
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(UnixDomainSocketAddress.of(file));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Problem unreachable(IOException e) {
        if (Files.exists(file)) {
            return Files.isWritable(file)
                    ? new Problem(
                            "no server answers on " + file + ": " + FileErrors.reason(e),
                            "start it, or name the socket of another with --control FILE",
                            e)
                    : new Problem(
                            "permission denied: only the server's own user may connect to " + file,
                            "run the command as that user, by sudo -u",
                            e);
        }
        return new Problem(
                "no server is running with the control socket " + file,
                "start it, or name its journal or its socket: --journal sqlite:FILE or --control FILE",
                e);
    }

    /**
     * A line of an answer.
     *
     * @param json as it was sent
     * @param fields strings, booleans and whole numbers as {@link Long}
     */
    public record Line(String json, Map<String, Object> fields) {
        /** Returns the value of a field in words, or the empty string. */
        public String text(String field) {
            return String.valueOf(fields.getOrDefault(field, ""));
        }

        /** Returns the value of a field, or 0. */
        public long number(String field) {
            return fields.get(field) instanceof Long number ? number : 0;
        }
    }
}
