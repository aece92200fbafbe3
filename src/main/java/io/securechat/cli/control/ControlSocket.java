package io.securechat.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.Fatal;
import io.securechat.FileErrors;
import io.securechat.JsonLine;
import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Threads;
import io.securechat.server.log.Audit;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix domain socket by which the server's own user, and nobody else, sends commands to the running server: a JSON object on one line
 * in, objects on one line each out. The last one is {@code {"done":true}} or has an {@code error} and a {@code hint}. Each connection
 * carries one request.
 */
public final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    /** Bytes of a path that all systems can connect to. */
    private static final int MAX_PATH = 100;

    static final int MAX_CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The pause after a failure to accept a connection, such as too many open files. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Path file;
    private final Map<String, ControlCommand> commands;
    private final ServerSocketChannel listener;
    private final @Nullable Object key;
    private final Set<Thread> conversations = ConcurrentHashMap.newKeySet();
    private final Thread thread = Threads.daemon("control", this::accept);

    private ControlSocket(Path file, Map<String, ControlCommand> commands, ServerSocketChannel listener)
            throws IOException {
        this.file = file;
        this.commands = commands;
        this.listener = listener;
        this.key = key();
    }

    /**
     * Listens on a file, which only its owner can open from its first moment.
     *
     * @throws Problem if that is not possible, or another server listens there
     */
    public static ControlSocket open(Path file, Map<String, ControlCommand> commands) {
        checkFree(file);
        try {
            ControlSocket socket = new ControlSocket(file, Map.copyOf(commands), bind(file));
            socket.thread.start();
            return socket;
        } catch (IOException | UnsupportedOperationException e) {
            String reason =
                    e instanceof IOException failure ? FileErrors.reason(failure) : "not possible on this system";
            throw new Problem(
                    "cannot make the control socket " + file + ": " + reason,
                    "name a file in a folder of yours, with a path of up to 80 characters: --control FILE",
                    e);
        }
    }

    /** The file is created in a folder of its own, where nobody else can open it before it has its permissions. */
    private static ServerSocketChannel bind(Path file) throws IOException {
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        if (file.toString().getBytes(UTF_8).length > MAX_PATH) {
            throw new IOException("its path is too long");
        }
        Path hidden = Files.createTempDirectory(folder, ".");
        Path made = hidden.resolve("s");
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(made));
            ControlFile.restrict(made);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            return listener;
        } catch (IOException | RuntimeException e) {
            listener.close();
            Files.deleteIfExists(made);
            throw e;
        } finally {
            Files.delete(hidden);
        }
    }

    @SuppressWarnings("try") // a connection is proof enough
    private static void checkFree(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!ControlFile.isSocket(file)) {
            throw new Problem(
                    "cannot make the control socket " + file + ": there is a file of that name",
                    "move it away, or name another with --control FILE");
        }
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new Problem(
                    "another server listens on the control socket " + file,
                    "stop that one, or name another with --control FILE");
        } catch (IOException e) {
            // It is left over from a server that was killed.
        }
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel accepted = listener.accept();
                if (conversations.size() < MAX_CONNECTIONS) {
                    Thread conversation = Threads.daemon("control connection", () -> converse(accepted));
                    conversations.add(conversation);
                    conversation.start();
                } else {
                    refuse(accepted);
                }
            } catch (IOException e) {
                if (listener.isOpen()) {
                    LOG.error("the control socket {} accepts no connection: {}", file, FileErrors.reason(e));
                    LockSupport.parkNanos(RETRY.toNanos());
                }
            }
        }
    }

    /** Says why and closes the connection, without waiting for the client. */
    private static void refuse(SocketChannel accepted) {
        try (accepted;
                LineChannel channel = new LineChannel(accepted)) {
            channel.write(failure("too many commands are running", "try again when one of them has ended"), RETRY);
        } catch (IOException e) {
            LOG.debug("a refused connection to the control socket has failed: {}", FileErrors.reason(e));
        }
    }

    private void converse(SocketChannel accepted) {
        try (accepted;
                LineChannel channel = new LineChannel(accepted)) {
            String request = channel.read(PATIENCE);
            if (request != null) {
                channel.write(answer(request, channel), PATIENCE);
            }
        } catch (IOException e) {
            LOG.debug("a connection to the control socket has failed: {}", FileErrors.reason(e));
        } finally {
            conversations.remove(Thread.currentThread());
        }
    }

    /** Carries out a request and returns the last line of its answer. */
    private String answer(String line, LineChannel channel) throws IOException {
        try {
            Map<String, Object> request = read(line);
            ControlCommand command = find(request);
            if (command.changes()) {
                Audit.event("control").addKeyValue("request", line).log();
            }
            command.run(request, fields -> channel.write(JsonLine.of(fields), PATIENCE));
            return JsonLine.of(json -> json.put(ControlClient.DONE, true));
        } catch (Problem problem) {
            return failure(String.valueOf(problem.getMessage()), problem.hint());
        } catch (RuntimeException | Error e) {
            Fatal.check(e);
            LOG.error("a command of the control socket failed", e);
            return failure("the command failed: " + e, "look into the server's log");
        }
    }

    private static String failure(String error, String hint) {
        return JsonLine.of(json -> json.put(ControlClient.ERROR, error).put(ControlClient.HINT, hint));
    }

    private static Map<String, Object> read(String line) {
        try {
            return JsonLine.readLong(line);
        } catch (IllegalArgumentException e) {
            throw new Problem("not a request: " + e.getMessage(), "send {\"command\":\"status\"}", e);
        }
    }

    private ControlCommand find(Map<String, Object> request) {
        String name = String.valueOf(request.get(ControlCommand.COMMAND));
        ControlCommand command = commands.get(name);
        if (command == null) {
            List<String> near = Nearest.all(name, commands.keySet());
            throw new Problem(
                    "the server has no command '" + SafeText.of(name) + "'",
                    near.isEmpty() ? "it may be older than this program: restart it" : "use " + near.get(0));
        }
        return command;
    }

    @Override
    public void close() {
        try {
            if (key != null && ControlFile.isSocket(file) && key.equals(key())) {
                Files.delete(file);
            }
            listener.close();
        } catch (IOException e) {
            LOG.debug("cannot remove the control socket {}: {}", file, FileErrors.reason(e));
        }
        Threads.join(thread);
        conversations.forEach(Thread::interrupt);
        conversations.forEach(Threads::join);
    }
}
