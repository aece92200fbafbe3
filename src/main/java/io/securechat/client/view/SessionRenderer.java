package io.securechat.client.view;

import static io.securechat.client.style.Tone.DIM;
import static io.securechat.client.style.Tone.PLAIN;

import io.securechat.client.event.CommandResult;
import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.style.Tone;
import io.securechat.client.text.CertificateText;
import io.securechat.client.text.Sanitizer;
import io.securechat.tls.TlsSession;
import io.securechat.tls.x509.CertificateName;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jline.utils.AttributedString;

/** The view of the user's own session, of notices, and of the results of commands. */
final class SessionRenderer
        implements SessionEvent.Cases<AttributedString>,
                Notice.Cases<AttributedString>,
                CommandResult.Cases<AttributedString> {
    private final Timestamps times;

    SessionRenderer(Timestamps times) {
        this.times = times;
    }

    @Override
    public AttributedString connected(SessionEvent.Connected event) {
        return times.line(event)
                .dim(event.again() ? "reconnected to " : "connected to ")
                .text(event.server(), DIM)
                .dim(" as ")
                .nick(event.nick(), PLAIN)
                .end();
    }

    @Override
    public AttributedString identified(SessionEvent.Identified event) {
        TlsSession tls = event.tls();
        LineBuilder line = times.line(event).dim("you are ").nick(event.nick(), PLAIN);
        line.text(event.account().isEmpty() ? ", a guest" : ", account " + event.account(), DIM);
        certificate(line.item("your certificate"), event.certificate(), event.at());
        certificate(line.item("the server").text(event.server() + ", ", DIM), tls.certificate(), event.at());
        return line.item("secured by").text(tls.terms(), DIM).end();
    }

    private static void certificate(LineBuilder line, X509Certificate certificate, Instant now) {
        line.text(CertificateText.summary(certificate, now), DIM);
        line.item("").text("SHA-256 " + CertificateName.fingerprint(certificate), DIM);
    }

    @Override
    public AttributedString lost(SessionEvent.Lost event) {
        return times.line(event)
                .text("connection lost", Tone.WRONG)
                .reason(event.reason())
                .dim(", reconnecting in " + event.seconds() + " s")
                .end();
    }

    @Override
    public AttributedString switched(SessionEvent.Switched event) {
        String name = event.to().room();
        if (name.isEmpty()) {
            return AttributedString.EMPTY;
        }
        String news = event.unread() == 0 ? "" : " · " + event.unread() + " new";
        String hidden = event.hidden() == 0 ? "" : " · " + event.hidden() + " more, /history";
        return times.rule(Sanitizer.name(name) + news + hidden);
    }

    @Override
    public AttributedString activity(SessionEvent.Activity event) {
        return AttributedString.EMPTY;
    }

    @Override
    public AttributedString ended(SessionEvent.Ended event) {
        return times.line(event).dim("you have left ").text(event.server(), DIM).end();
    }

    @Override
    public AttributedString info(Notice.Info event) {
        return times.line(event).text(event.text(), DIM).end();
    }

    @Override
    public AttributedString failed(Notice.Failed event) {
        return failed(event, event.text(), event.hint());
    }

    private AttributedString failed(Event event, String text, String hint) {
        LineBuilder line = times.line(event).text(text, Tone.WRONG);
        return (hint.isEmpty() ? line : line.dim(" — ").text(hint, DIM)).end();
    }

    @Override
    public AttributedString warned(Notice.Warned event) {
        return times.line(event)
                .text(event.text(), Tone.WARNING)
                .dim(" — ")
                .text(event.hint(), DIM)
                .end();
    }

    @Override
    public AttributedString done(CommandResult.Done event) {
        return AttributedString.EMPTY; // its events tell it
    }

    @Override
    public AttributedString refused(CommandResult.Refused event) {
        return failed(event, event.command() + ": " + event.reason(), event.hint());
    }

    @Override
    public AttributedString invalid(CommandResult.Invalid event) {
        return failed(event, "line " + event.line() + ": " + event.reason(), event.hint());
    }

    @Override
    public AttributedString help(Notice.Help event) {
        LineBuilder page = times.untimed();
        for (Notice.Help.Line line : event.lines()) {
            page.add(page.isEmpty() ? "" : "\n", PLAIN)
                    .text(line.term(), Tone.BOLD)
                    .text(line.text(), PLAIN);
        }
        return page.end();
    }

    @Override
    public AttributedString cleared(Notice.Cleared event) {
        return AttributedString.EMPTY;
    }
}
