package io.securechat.client;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.securechat.Problem;
import io.securechat.irc.Message;
import io.securechat.irc.Numeric;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.function.Supplier;

/**
 * The chat on the user's side, without a screen: joins the connection, the conversation and what is typed. All of these are
 * touched by one thread of its own, which also hands the events out.
 */
public final class ChatClient implements AutoCloseable, Connection.Listener, Input.Actions {
    private static final Duration LEAVING = Duration.ofSeconds(3);

    /** Held here, for java.util.logging forgets the settings of loggers that nobody holds. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.netty"), Logger.getLogger("org.jline"));

    private final ExecutorService thread;
    private final Conversation chat;
    private final Connection connection;
    private final Input input;
    private final Outbox outbox = new Outbox();
    private final Map<String, CompletableFuture<Void>> flushes = new HashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Consumer<Event> screen;
    private final Optional<String> room;

    private boolean connected;
    private boolean leaving;
    private boolean echoes;
    private String lastLoss = "";
}
