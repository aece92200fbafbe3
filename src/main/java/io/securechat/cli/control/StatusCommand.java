package io.securechat.cli.control;

import io.securechat.JsonLine;
import io.securechat.Problem;
import io.securechat.Version;
import io.securechat.cli.terminal.Logging;
import io.securechat.history.Journal;
import io.securechat.history.JournalFigures;
import io.securechat.server.ChatServer;
import io.securechat.server.status.ServerStatus;
import io.securechat.server.status.SessionStatus;
import io.securechat.tls.report.Expiry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** {@code status}: the present state of the server, of its journal, of its certificates and of each session. */
public final class StatusCommand implements ControlCommand {
    public static final String NAME = "status";

    /** The field that names the kind of a line. */
    static final String TYPE = "type";

    private static final int PATIENCE_SECONDS = 5;

    private final ChatServer server;
    private final Journal journal;
    private final String uri;
    private final Supplier<List<Expiry>> ends;

    /**
     * @param uri of the journal
     * @param ends the ends of the certificates and lists in force
     */
    public StatusCommand(ChatServer server, Journal journal, String uri, Supplier<List<Expiry>> ends) {
        this.server = server;
        this.journal = journal;
        this.uri = uri;
        this.ends = ends;
    }

    @Override
    public void run(Map<String, Object> request, Answer answer) throws IOException {
        Instant now = Instant.now();
        ServerStatus status = await(server.status(), "the thread chat");
        answer.line(json -> server(json, status));
        Journal.Contents contents = await(journal.contents(), "the journal");
        JournalFigures figures = await(journal.figures(), "the journal");
        answer.line(json -> journal(json, contents, figures));
        answer.line(json ->
                json.put(TYPE, "log").put("level", Logging.level().toString()).put("dropped", Logging.dropped()));
        for (Expiry expiry :
                ends.get().stream().sorted(Comparator.comparing(Expiry::end)).toList()) {
            answer.line(json -> certificate(json, expiry, now));
        }
        for (SessionStatus session : status.sessions()) {
            answer.line(json -> session(json, session, now));
        }
    }

    @Override
    public boolean changes() {
        return false;
    }

    private static <T> T await(CompletableFuture<T> answer, String who) throws IOException {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new Problem(
                    who + " of the server does not answer", "look into the server's log, and restart the server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }

    private void server(JsonLine.Fields json, ServerStatus status) {
        InetSocketAddress address = server.address();
        json.put(TYPE, "server")
                .put("name", status.name())
                .put("version", Version.text())
                .put("pid", ProcessHandle.current().pid())
                .put("host", address.getAddress().getHostAddress())
                .put("port", address.getPort())
                .put("started", status.started().toString())
                .put("up", status.upTime().toSeconds())
                .put("connections", status.open())
                .put("sessions", status.sessions().size())
                .put("users", status.users())
                .put("operators", status.operators())
                .put("rooms", status.rooms());
    }

    private void journal(JsonLine.Fields json, Journal.Contents contents, JournalFigures figures) {
        json.put(TYPE, "journal")
                .put("uri", uri)
                .put("messages", contents.entries())
                .put("writable", figures.writable())
                .put("waiting", figures.waiting())
                .put("refused", figures.refused());
        figures.unindexed().ifPresent(entries -> json.put("unindexed", entries));
        if (contents.since() != null) {
            json.put("since", contents.since().toString());
        }
        Optional<Path> file = ControlFile.journal(uri);
        if (file.isPresent()) {
            try {
                json.put("bytes", Files.size(file.get()))
                        .put("free", file.get().toFile().getUsableSpace());
            } catch (IOException e) {
                json.put("missing", true);
            }
        }
    }

    private static void certificate(JsonLine.Fields json, Expiry expiry, Instant now) {
        json.put(TYPE, "certificate")
                .put("what", expiry.what())
                .put("until", expiry.end().toString())
                .put("soon", expiry.isSoon(now))
                .put("remedy", expiry.remedy());
    }

    private static void session(JsonLine.Fields json, SessionStatus session, Instant now) {
        json.put(TYPE, "session").put("connection", session.connection()).put("nick", session.nick());
        if (session.account() != null) {
            json.put("account", session.account());
        }
        json.put("registered", session.registered())
                .put("operator", session.operator())
                .put("address", session.address())
                .put("subject", session.certificate().subject())
                .put("fingerprint", session.certificate().fingerprint())
                .put("until", session.certificate().until().toString())
                .put("soon", Expiry.soon(session.certificate(), now).isPresent())
                .put("connected", session.connected().toSeconds())
                .put("idle", session.idle().toSeconds())
                .put("sendQueue", session.sendQueue())
                .put("lines", session.lines())
                .put("rooms", session.rooms());
    }
}
