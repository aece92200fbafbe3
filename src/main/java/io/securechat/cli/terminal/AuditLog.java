package io.securechat.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.util.FileSize;
import io.securechat.FileErrors;
import io.securechat.JsonLine;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.server.log.Audit;
import io.securechat.server.log.LogContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** The file of the audit log: a JSON object per event. Only its owner can read it. */
public final class AuditLog implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** The first bytes of each event. */
    private static final String BEGIN = "{\"time\":";

    private final Path path;
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger(Audit.LOGGER);
    private final FileAppender<ILoggingEvent> file = new FileAppender<>();
    private final LogQueue queue = new LogQueue("the audit log");

    private AuditLog(Path path) {
        this.path = path;
    }

    /**
     * Writes events to a file from now on, behind those that are in it.
     *
     * @throws Problem if it cannot be written
     */
    public static AuditLog open(Path path) {
        AuditLog log = new AuditLog(path);
        try {
            log.prepare();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        log.start();
        return log;
    }

    /**
     * Checks that a file can be an audit log, without creating it.
     *
     * @throws Problem if not
     */
    public static void check(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        try {
            if (Files.exists(path)) {
                new AuditLog(path).prepare();
            } else if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
                throw new IOException("its folder is missing or not writable");
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static Problem unwritable(Path path, IOException e) {
        return new Problem(
                "cannot write the audit log " + path + ": " + FileErrors.reason(e),
                "name a file in a folder that the server may write: --audit FILE",
                e);
    }

    private void start() {
        Encoder encoder = new Encoder();
        encoder.setContext(context);
        encoder.start();
        file.setContext(context);
        file.setName("audit file");
        file.setFile(path.toString());
        file.setEncoder(encoder);
        // Each event is written at once, or fails at once: a flush of nothing would pass for a recovery.
        file.setBufferSize(new FileSize(1));
        file.setImmediateFlush(false);
        file.start();
        watch();
        queue.setContext(context);
        queue.setName("audit queue");
        queue.setDiscardingThreshold(0);
        queue.addAppender(file);
        queue.start();
        logger.addAppender(queue);
        logger.setLevel(Level.INFO);
    }

    /** Creates the file unless it exists, and checks that it can be written. */
    private void prepare() throws IOException {
        if (!Files.exists(path)) {
            Permissions.FOR_OWNER.create(path);
        }
        if (Files.isRegularFile(path) && !isAuditLog()) {
            throw new IOException("the file has something else in it");
        }
        Permissions.FOR_OWNER.open(path, StandardOpenOption.APPEND).close();
    }

    /** Returns whether the file is empty or begins with an event: another file of the server would be damaged. */
    private boolean isAuditLog() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            String begin = new String(in.readNBytes(BEGIN.length()), UTF_8);
            return begin.isEmpty() || begin.equals(BEGIN);
        }
    }

    /** Opens the file by its name again, after a rotation has moved it. */
    public void reopen() {
        try {
            prepare();
            file.openFile(path.toString());
            watch();
        } catch (IOException e) {
            LOG.error(
                    "cannot open the audit log {}: {}; events still go to the file that was open",
                    path,
                    FileErrors.reason(e));
        }
    }

    /** Writes the events still in the queue. */
    @Override
    public void close() {
        logger.setLevel(Level.OFF);
        logger.detachAppender(queue);
        queue.stop();
    }

    private void watch() {
        if (file.getOutputStream() instanceof ResilientFileOutputStream stream) {
            stream.addRecoveryListener(new Trouble());
        }
    }

    /** Reports the first event that cannot be written, and the first one that can be again. */
    private final class Trouble implements RecoveryListener {
        @Override
        public void newFailure(IOException e) {
            LOG.error("cannot write the audit log {}: {}; events are lost", path, FileErrors.reason(e));
        }

        @Override
        public void recoveryOccured() {
            LOG.warn("the audit log {} is written again", path);
        }
    }

    private static final class Encoder extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            return (JsonLine.of(json -> write(event, json)) + "\n").getBytes(UTF_8);
        }

        private static void write(ILoggingEvent event, JsonLine.Fields json) {
            json.put("time", event.getInstant().toString()).put("event", event.getFormattedMessage());
            String connection = event.getMDCPropertyMap().get(LogContext.CONNECTION);
            if (connection != null) {
                json.put("connection", connection);
            }
            List<KeyValuePair> fields = event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
            for (KeyValuePair field : fields) {
                json.put(field.key, String.valueOf(field.value));
            }
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
