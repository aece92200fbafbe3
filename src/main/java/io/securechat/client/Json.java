package io.securechat.client;

import io.securechat.JsonObject;
import io.securechat.client.Event.Person;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Each event as one JSON object on one line, for programs: nothing is lost, and nothing in it acts on a terminal. */
final class Json implements Event.Cases<String> {
    String render(Event event) {
        return event.match(this);
    }

    @Override
    public String connected(Event.Connected event) {
        return object(event, "connected")
                .put("server", event.server())
                .put("nick", event.nick())
                .put("again", event.again())
                .end();
    }

    @Override
    public String entered(Event.Entered event) {
        return object(event, "entered")
                .put("room", event.place().room())
                .put("topic", event.topic())
                .put("members", nicks(event.members().stream()))
                .put("verified", nicks(event.members().stream().filter(Person::verified)))
                .put("operators", nicks(event.members().stream().filter(Json::isOperator)))
                .put("complete", event.complete())
                .end();
    }

    private static List<String> nicks(Stream<Person> people) {
        return people.map(Person::nick).toList();
    }

    private static boolean isOperator(Person person) {
        return person.status().indexOf('@') >= 0;
    }

    @Override
    public String said(Event.Said event) {
        return speech(
                object(event, lower(event.speech().kind()))
                        .put("room", event.place().room()),
                event.speech());
    }

    @Override
    public String whispered(Event.Whispered event) {
        return speech(object(event, lower(event.speech().kind())).put("to", event.to()), event.speech());
    }

    private static String speech(JsonObject fields, Speech speech) {
        fields.put("from", speech.from().nick())
                .put("verified", speech.from().verified())
                .put("text", speech.text())
                .put("mine", speech.mine())
                .put("id", speech.id());
        return switch (speech.way()) {
            case LIVE -> fields.end();
            case SAFE -> fields.put("safe", true).end();
            case MISSED -> fields.put("history", true).put("missed", true).end();
            case PAST -> fields.put("history", true).end();
            case FOUND -> fields.put("history", true).put("found", true).end();
        };
    }

    @Override
    public String takenBack(Event.TakenBack event) {
        JsonObject fields = object(event, "taken-back")
                .put("place", event.place().room())
                .put("by", event.by().nick())
                .put("verified", event.by().verified())
                .put("id", event.id())
                .put("mine", event.mine());
        Instant said = event.said();
        return (said == null ? fields : fields.put("said", said.toString())).end();
    }

    @Override
    public String divider(Event.Divider event) {
        return object(event, lower(event.border()))
                .put("place", event.place().room())
                .put("since", event.since().toString())
                .put("count", event.count())
                .put("more", event.more())
                .end();
    }

    @Override
    public String sending(Event.Sending event) {
        return object(event, "sending")
                .put("to", event.place().room())
                .put("text", event.text())
                .put("label", event.label())
                .end();
    }

    @Override
    public String undelivered(Event.Undelivered event) {
        return object(event, "undelivered")
                .put("to", event.place().room())
                .put("text", event.text())
                .put("reason", event.reason())
                .put("label", event.label())
                .end();
    }

    @Override
    public String waiting(Event.Waiting event) {
        return object(event, "waiting").put("count", event.count()).end();
    }

    @Override
    public String joined(Event.Joined event) {
        return object(event, "joined")
                .put("room", event.place().room())
                .put("nick", event.who().nick())
                .put("verified", event.who().verified())
                .end();
    }

    @Override
    public String left(Event.Left event) {
        return object(event, "left")
                .put("room", event.place().room())
                .put("nick", event.nick())
                .put("reason", event.reason())
                .put("by", event.by())
                .put("mine", event.mine())
                .end();
    }

    @Override
    public String gone(Event.Gone event) {
        return object(event, "gone")
                .put("nick", event.nick())
                .put("reason", event.reason())
                .end();
    }

    @Override
    public String renamed(Event.Renamed event) {
        return object(event, "renamed")
                .put("from", event.from())
                .put("to", event.to())
                .put("mine", event.mine())
                .end();
    }

    @Override
    public String topic(Event.Topic event) {
        return object(event, "topic")
                .put("room", event.place().room())
                .put("by", event.by())
                .put("topic", event.topic())
                .end();
    }

    @Override
    public String mode(Event.Mode event) {
        return object(event, "mode")
                .put("room", event.place().room())
                .put("by", event.by())
                .put("mode", (event.on() ? "+" : "-") + event.mode())
                .put("argument", event.argument())
                .put("mine", event.mine())
                .end();
    }

    @Override
    public String invited(Event.Invited event) {
        return object(event, "invited")
                .put("room", event.room())
                .put("by", event.by())
                .put("nick", event.who())
                .put("mine", event.mine())
                .end();
    }

    @Override
    public String away(Event.Away event) {
        return object(event, event.reason().isEmpty() ? "back" : "away")
                .put("nick", event.who().nick())
                .put("verified", event.who().verified())
                .put("reason", event.reason())
                .end();
    }

    @Override
    public String moved(Event.Moved event) {
        return object(event, "moved")
                .put("room", event.place().room())
                .put("from", event.from())
                .put("by", event.by())
                .put("reason", event.reason())
                .end();
    }

    @Override
    public String members(Event.Members event) {
        return object(event, "members")
                .put("room", event.place().room())
                .put("members", nicks(event.members().stream()))
                .put("verified", nicks(event.members().stream().filter(Person::verified)))
                .put("operators", nicks(event.members().stream().filter(Json::isOperator)))
                .end();
    }

    @Override
    public String info(Event.Info event) {
        return object(event, "info").put("text", event.text()).end();
    }

    @Override
    public String failed(Event.Failed event) {
        return object(event, "failed")
                .put("text", event.text())
                .put("hint", event.hint())
                .end();
    }

    @Override
    public String warned(Event.Warned event) {
        return object(event, "warned")
                .put("text", event.text())
                .put("hint", event.hint())
                .end();
    }

    @Override
    public String identified(Event.Identified event) {
        return object(event, "identified")
                .put("nick", event.nick())
                .put("account", event.account())
                .put("certificate", object(event.certificate()))
                .put("server", event.server())
                .put("server-certificate", object(event.tls().certificate()))
                .put("protocol", event.tls().protocol())
                .put("cipher", event.tls().cipher())
                .put("group", event.tls().group())
                .end();
    }

    @Override
    public String lost(Event.Lost event) {
        return object(event, "lost")
                .put("reason", event.reason())
                .put("seconds", event.seconds())
                .end();
    }

    @Override
    public String ended(Event.Ended event) {
        return object(event, "ended").put("server", event.server()).end();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject object(Event event, String type) {
        return new JsonObject().put("type", type).put("time", event.at().toString());
    }

    private static JsonObject object(X509Certificate certificate) {
        return new JsonObject()
                .put("subject", CertificateName.subject(certificate))
                .put("issuer", CertificateName.issuer(certificate))
                .put("until", Validity.end(certificate).toString())
                .put("sha256", CertificateName.fingerprint(certificate));
    }
}
