package io.securechat.client.view;

import io.securechat.JsonLine;
import io.securechat.JsonLine.Fields;
import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Notice;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.Utterance;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The view of events for programs: each is a JSON object on one line, which is complete and cannot act on a terminal. */
public final class JsonRenderer
        implements MessageEvent.Cases<String>, SessionEvent.Cases<String>, Notice.Cases<String> {
    /** The version of the format, docs/JSON.md. */
    private static final int VERSION = 1;

    private final JsonRooms rooms = new JsonRooms();
    private final Event.Cases<String> cases = new Event.Cases<>(this, rooms, rooms, this, this, new JsonResults());

    public String render(Event event) {
        return event.match(cases);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the object of an event: what all events have, and its own fields. */
    static String object(Event event, String type, Consumer<Fields> fields) {
        return JsonLine.of(json -> {
            json.put("v", VERSION).put("type", type).put("time", event.at().toString());
            fields.accept(json);
        });
    }

    @Override
    public String said(MessageEvent.Said event) {
        return spoken(event, "room", event.where());
    }

    @Override
    public String whispered(MessageEvent.Whispered event) {
        return spoken(event, "to", event.to());
    }

    private static String spoken(MessageEvent.Spoken event, String field, String place) {
        Utterance utterance = event.utterance();
        return object(event, lower(utterance.kind()), json -> {
            json.put(field, place)
                    .put("from", utterance.from().nick())
                    .put("verified", utterance.from().verified())
                    .put("text", utterance.text())
                    .put("mine", utterance.mine())
                    .put("id", utterance.id());
            Utterance.Quote reply = utterance.reply();
            if (reply != null) {
                json.put("reply", quote(reply));
            }
            if (event instanceof MessageEvent.Said said && said.mention() && !utterance.mine()) {
                json.put("mention", true);
            }
            flags(utterance.origin()).forEach(flag -> json.put(flag, true));
        });
    }

    private static Consumer<Fields> quote(Utterance.Quote quote) {
        return json -> {
            json.put("id", quote.id());
            if (quote.isKnown()) {
                json.put("from", quote.nick()).put("text", quote.text());
            }
        };
    }

    private static List<String> flags(Utterance.Origin origin) {
        return switch (origin) {
            case LIVE -> List.of();
            case CONFIRMED -> List.of("safe");
            case MISSED -> List.of("history", "missed");
            case PAST -> List.of("history");
            case FOUND -> List.of("history", "found");
        };
    }

    @Override
    public String deleted(MessageEvent.Deleted event) {
        return object(event, "taken-back", json -> {
            json.put("place", event.where())
                    .put("by", event.by().nick())
                    .put("verified", event.by().verified())
                    .put("id", event.id())
                    .put("mine", event.mine());
            Instant sent = event.sent();
            if (sent != null) {
                json.put("said", sent.toString());
            }
        });
    }

    @Override
    public String reacted(MessageEvent.Reacted event) {
        return object(event, "reacted", json -> {
            json.put("place", event.where())
                    .put("nick", event.who().nick())
                    .put("verified", event.who().verified())
                    .put("reaction", event.reaction())
                    .put("on", event.on())
                    .put("message", quote(event.about()))
                    .put("mine", event.mine());
        });
    }

    /** Programs receive every message whole. */
    @Override
    public String unfolded(MessageEvent.Unfolded event) {
        return "";
    }

    @Override
    public String divider(MessageEvent.Divider event) {
        return object(event, lower(event.border()), json -> {
            json.put("place", event.place().room())
                    .put("since", event.since().toString())
                    .put("count", event.count())
                    .put("more", event.more());
        });
    }

    @Override
    public String sending(MessageEvent.Sending event) {
        return object(event, "sending", json -> {
            json.put("to", event.place().room()).put("text", event.text()).put("label", event.label());
        });
    }

    @Override
    public String undelivered(MessageEvent.Undelivered event) {
        return object(event, "undelivered", json -> {
            json.put("to", event.place().room())
                    .put("text", event.text())
                    .put("reason", event.reason())
                    .put("label", event.label());
        });
    }

    @Override
    public String waiting(MessageEvent.Waiting event) {
        return object(event, "waiting", json -> json.put("count", event.count()));
    }

    @Override
    public String connected(SessionEvent.Connected event) {
        return object(event, "connected", json -> {
            json.put("server", event.server()).put("nick", event.nick()).put("again", event.again());
        });
    }

    @Override
    public String identified(SessionEvent.Identified event) {
        return object(event, "identified", json -> {
            json.put("nick", event.nick())
                    .put("account", event.account())
                    .put("certificate", fields(event.certificate()))
                    .put("server", event.server())
                    .put("server-certificate", fields(event.tls().certificate()))
                    .put("protocol", event.tls().protocol())
                    .put("cipher", event.tls().cipher())
                    .put("group", event.tls().group());
        });
    }

    private static Consumer<Fields> fields(X509Certificate certificate) {
        return json -> json.put("subject", CertificateName.subject(certificate))
                .put("issuer", CertificateName.issuer(certificate))
                .put("until", Validity.end(certificate).toString())
                .put("sha256", CertificateName.fingerprint(certificate));
    }

    @Override
    public String lost(SessionEvent.Lost event) {
        return object(event, "lost", json -> json.put("reason", event.reason()).put("seconds", event.seconds()));
    }

    /** Programs see all places at once. */
    @Override
    public String switched(SessionEvent.Switched event) {
        return "";
    }

    @Override
    public String activity(SessionEvent.Activity event) {
        return "";
    }

    @Override
    public String found(MessageEvent.Found event) {
        return event.message().match(this);
    }

    @Override
    public String elsewhere(MessageEvent.Elsewhere event) {
        return "";
    }

    @Override
    public String flood(MessageEvent.Flood event) {
        return "";
    }

    @Override
    public String ended(SessionEvent.Ended event) {
        return object(event, "ended", json -> json.put("server", event.server()));
    }

    @Override
    public String info(Notice.Info event) {
        return object(event, "info", json -> json.put("text", event.text()));
    }

    @Override
    public String failed(Notice.Failed event) {
        return object(event, "failed", json -> json.put("text", event.text()).put("hint", event.hint()));
    }

    @Override
    public String warned(Notice.Warned event) {
        return object(event, "warned", json -> json.put("text", event.text()).put("hint", event.hint()));
    }

    @Override
    public String help(Notice.Help event) {
        String text =
                event.lines().stream().map(line -> line.term() + line.text()).collect(Collectors.joining("\n"));
        return object(event, "info", json -> json.put("text", text));
    }

    @Override
    public String cleared(Notice.Cleared event) {
        return "";
    }
}
