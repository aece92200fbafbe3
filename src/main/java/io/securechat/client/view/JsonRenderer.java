package io.securechat.client.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.securechat.JsonLine;
import io.securechat.JsonLine.Fields;
import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Notice;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.Utterance;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The view of events for programs: each is a JSON object on one line, which is complete and cannot act on a terminal. */
public final class JsonRenderer
        implements MessageEvent.Cases<String>,
                RoomEvent.Cases<String>,
                UserEvent.Cases<String>,
                SessionEvent.Cases<String>,
                Notice.Cases<String> {
    private final Event.Cases<String> cases = new Event.Cases<>(this, this, this, this, this);

    public String render(Event event) {
        return event.match(cases);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String object(Event event, String type, Fields fields) {
        return JsonLine.of(json -> {
            json.writeStringField("type", type);
            json.writeStringField("time", event.at().toString());
            fields.write(json);
        });
    }

    private static Fields strings(String... namesAndValues) {
        return json -> {
            for (int i = 0; i < namesAndValues.length; i += 2) {
                json.writeStringField(namesAndValues[i], namesAndValues[i + 1]);
            }
        };
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
            json.writeStringField(field, place);
            json.writeStringField("from", utterance.from().nick());
            json.writeBooleanField("verified", utterance.from().verified());
            json.writeStringField("text", utterance.text());
            json.writeBooleanField("mine", utterance.mine());
            json.writeStringField("id", utterance.id());
            for (String flag : flags(utterance.origin())) {
                json.writeBooleanField(flag, true);
            }
        });
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
            json.writeStringField("place", event.where());
            json.writeStringField("by", event.by().nick());
            json.writeBooleanField("verified", event.by().verified());
            json.writeStringField("id", event.id());
            json.writeBooleanField("mine", event.mine());
            Instant sent = event.sent();
            if (sent != null) {
                json.writeStringField("said", sent.toString());
            }
        });
    }

    @Override
    public String divider(MessageEvent.Divider event) {
        return object(event, lower(event.border()), json -> {
            json.writeStringField("place", event.place().room());
            json.writeStringField("since", event.since().toString());
            json.writeNumberField("count", event.count());
            json.writeBooleanField("more", event.more());
        });
    }

    @Override
    public String sending(MessageEvent.Sending event) {
        return object(
                event, "sending", strings("to", event.place().room(), "text", event.text(), "label", event.label()));
    }

    @Override
    public String undelivered(MessageEvent.Undelivered event) {
        return object(event, "undelivered", json -> {
            json.writeStringField("to", event.place().room());
            json.writeStringField("text", event.text());
            json.writeStringField("reason", event.reason());
            json.writeStringField("label", event.label());
        });
    }

    @Override
    public String waiting(MessageEvent.Waiting event) {
        return object(event, "waiting", json -> json.writeNumberField("count", event.count()));
    }

    @Override
    public String entered(RoomEvent.Entered event) {
        return object(event, "entered", json -> {
            json.writeStringField("room", event.where());
            json.writeStringField("topic", event.topic());
            write(json, event.members());
            json.writeBooleanField("complete", event.complete());
        });
    }

    @Override
    public String members(RoomEvent.Members event) {
        return object(event, "members", json -> {
            json.writeStringField("room", event.place().room());
            write(json, event.members());
        });
    }

    private static void write(JsonGenerator json, List<Person> members) throws IOException {
        write(json, "members", members, person -> true);
        write(json, "verified", members, Person::verified);
        write(json, "operators", members, person -> person.status().contains("@"));
    }

    private static void write(JsonGenerator json, String field, List<Person> all, Predicate<Person> which)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (Person person : all.stream().filter(which).toList()) {
            json.writeString(person.nick());
        }
        json.writeEndArray();
    }

    @Override
    public String joined(RoomEvent.Joined event) {
        return object(event, "joined", json -> {
            json.writeStringField("room", event.where());
            json.writeStringField("nick", event.who().nick());
            json.writeBooleanField("verified", event.who().verified());
        });
    }

    @Override
    public String left(RoomEvent.Left event) {
        return object(event, "left", json -> {
            json.writeStringField("room", event.where());
            json.writeStringField("nick", event.nick());
            json.writeStringField("reason", event.reason());
            json.writeStringField("by", event.by());
            json.writeBooleanField("mine", event.mine());
        });
    }

    @Override
    public String topic(RoomEvent.Topic event) {
        return object(event, "topic", strings("room", event.where(), "by", event.by(), "topic", event.topic()));
    }

    @Override
    public String mode(RoomEvent.Mode event) {
        return object(event, "mode", json -> {
            json.writeStringField("room", event.where());
            json.writeStringField("by", event.by());
            json.writeStringField("mode", (event.on() ? "+" : "-") + event.mode());
            json.writeStringField("argument", event.argument());
            json.writeBooleanField("mine", event.mine());
        });
    }

    @Override
    public String renamed(RoomEvent.Renamed event) {
        return object(
                event,
                "moved",
                strings("room", event.where(), "from", event.from(), "by", event.by(), "reason", event.reason()));
    }

    @Override
    public String invited(RoomEvent.Invited event) {
        return object(event, "invited", json -> {
            json.writeStringField("room", event.room());
            json.writeStringField("by", event.by());
            json.writeStringField("nick", event.who());
            json.writeBooleanField("mine", event.mine());
        });
    }

    @Override
    public String renamed(UserEvent.Renamed event) {
        return object(event, "renamed", json -> {
            json.writeStringField("from", event.from());
            json.writeStringField("to", event.to());
            json.writeBooleanField("mine", event.mine());
        });
    }

    @Override
    public String away(UserEvent.Away event) {
        return object(event, event.reason().isEmpty() ? "back" : "away", json -> {
            json.writeStringField("nick", event.who().nick());
            json.writeBooleanField("verified", event.who().verified());
            json.writeStringField("reason", event.reason());
        });
    }

    @Override
    public String quit(UserEvent.Quit event) {
        return object(event, "gone", strings("nick", event.nick(), "reason", event.reason()));
    }

    @Override
    public String connected(SessionEvent.Connected event) {
        return object(event, "connected", json -> {
            json.writeStringField("server", event.server());
            json.writeStringField("nick", event.nick());
            json.writeBooleanField("again", event.again());
        });
    }

    @Override
    public String identified(SessionEvent.Identified event) {
        return object(event, "identified", json -> {
            json.writeStringField("nick", event.nick());
            json.writeStringField("account", event.account());
            write(json, "certificate", event.certificate());
            json.writeStringField("server", event.server());
            write(json, "server-certificate", event.tls().certificate());
            json.writeStringField("protocol", event.tls().protocol());
            json.writeStringField("cipher", event.tls().cipher());
            json.writeStringField("group", event.tls().group());
        });
    }

    private static void write(JsonGenerator json, String field, X509Certificate certificate) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("subject", CertificateName.subject(certificate));
        json.writeStringField("issuer", CertificateName.issuer(certificate));
        json.writeStringField("until", Validity.end(certificate).toString());
        json.writeStringField("sha256", CertificateName.fingerprint(certificate));
        json.writeEndObject();
    }

    @Override
    public String lost(SessionEvent.Lost event) {
        return object(event, "lost", json -> {
            json.writeStringField("reason", event.reason());
            json.writeNumberField("seconds", event.seconds());
        });
    }

    @Override
    public String ended(SessionEvent.Ended event) {
        return object(event, "ended", strings("server", event.server()));
    }

    @Override
    public String info(Notice.Info event) {
        return object(event, "info", strings("text", event.text()));
    }

    @Override
    public String failed(Notice.Failed event) {
        return object(event, "failed", strings("text", event.text(), "hint", event.hint()));
    }

    @Override
    public String warned(Notice.Warned event) {
        return object(event, "warned", strings("text", event.text(), "hint", event.hint()));
    }
}
