package io.securechat.client;

import io.securechat.Problem;
import io.securechat.client.connection.Endpoint;
import io.securechat.client.connection.Registration;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.irc.Names;
import io.securechat.tls.TlsSession;
import io.securechat.tls.report.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The notices about a connection: after its welcome an unexpected name, guest status and certificates that expire soon; its loss. */
final class ConnectionNotices {
    /** Time that a restart of the server may take. */
    private static final Duration RESTART = Duration.ofSeconds(30);

    private final Endpoint endpoint;
    private final Conversation chat;
    private final Consumer<Event> screen;
    private final Set<Expiry> warnings = new HashSet<>();
    private String lastLoss = "";
    private Instant lostSince = Instant.MAX;
    private String running = "";

    ConnectionNotices(Endpoint endpoint, Conversation chat, Consumer<Event> screen) {
        this.endpoint = endpoint;
        this.chat = chat;
        this.screen = screen;
    }

    /** The server has welcomed the user. */
    void welcomed(Registration registration, TlsSession session) {
        lastLoss = "";
        explainName(registration);
        warnOfExpiry(session);
    }

    /**
     * Shows the first reason of a loss, and another one only if it lasts: while a server restarts, attempts fail for changing
     * reasons.
     */
    void lost(Problem why, Duration retry) {
        String reason = String.valueOf(why.getMessage());
        lostSince = lastLoss.isEmpty() ? chat.now() : lostSince;
        boolean lasting = chat.now().isAfter(lostSince.plus(RESTART));
        if (lastLoss.isEmpty() || (lasting && !reason.equals(lastLoss))) {
            lastLoss = reason;
            screen.accept(chat.lost(reason, Math.max(1, Math.round(retry.toMillis() / 1000.0))));
        }
    }

    /** The user types a command without a connection. */
    void offline() {
        String what = running.isEmpty() ? "" : running + " was ";
        screen.accept(chat.failed(what + "not sent: you are not connected", "/reconnect tries at once"));
    }

    /** The user's command with its slash is carried out from now on, or none if it is empty. */
    void running(String command) {
        running = command;
    }

    /**
     * The user asks for the connection: the next loss is shown also if its reason is known.
     *
     * @param possible false where a lost connection is the end
     */
    void reconnecting(boolean possible) {
        lastLoss = "";
        screen.accept(
                possible
                        ? chat.info("connecting to " + endpoint.address() + " …")
                        : chat.failed("/reconnect works at a terminal only", "start join again"));
    }

    private void explainName(Registration registration) {
        String name = registration.nick();
        if (!Names.same(name, registration.wanted())) {
            boolean certified = endpoint.claimedName()
                    .filter(claimed -> Names.same(claimed, name))
                    .isPresent();
            screen.accept(chat.info(
                    "your name is " + name + (certified ? ", as in your certificate" : "; the server has chosen it")));
        }
        if (!registration.accountRefusal().isEmpty()) {
            screen.accept(chat.info("you are a guest: " + registration.accountRefusal()));
        }
    }

    /** Warns of each certificate once per run. */
    private void warnOfExpiry(TlsSession session) {
        Instant now = Instant.now();
        Expiry.soon(endpoint.identity(), session.chain(), endpoint.trust(), now).stream()
                .filter(warnings::add)
                .forEach(expiry -> screen.accept(chat.warned(expiry.sentence(now), expiry.remedy())));
    }
}
