package io.securechat.client;

import io.securechat.client.Event.Person;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Validity;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

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
                .put("members", event.members().stream().map(Person::nick).toList())
                .put(
                        "verified",
                        event.members().stream()
                                .filter(Person::verified)
                                .map(Person::nick)
                                .toList())
                .end();
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

    private static String speech(Fields fields, Speech speech) {
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
        return object(event, "taken-back")
                .put("place", event.place().room())
                .put("by", event.by().nick())
                .put("verified", event.by().verified())
                .put("id", event.id())
                .put("beginning", event.beginning())
                .put("mine", event.mine())
                .end();
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
                .put("certificate", event.certificate())
                .put("server", event.server())
                .put("server-certificate", event.tls().certificate())
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

    private static Fields object(Event event, String type) {
        return new Fields().put("type", type).put("time", event.at().toString());
    }

    /** An object in the making. */
    private static final class Fields {
        private final StringBuilder json = new StringBuilder("{");

        Fields put(String key, String value) {
            key(key);
            quote(value);
            return this;
        }

        Fields put(String key, boolean value) {
            key(key).append(value);
            return this;
        }

        Fields put(String key, long value) {
            key(key).append(value);
            return this;
        }

        Fields put(String key, List<String> values) {
            key(key).append('[');
            for (int i = 0; i < values.size(); i++) {
                if (i > 0) {
                    json.append(',');
                }
                quote(values.get(i));
            }
            json.append(']');
            return this;
        }

        Fields put(String key, X509Certificate certificate) {
            String object = new Fields()
                    .put("subject", CertificateName.subject(certificate))
                    .put("issuer", CertificateName.issuer(certificate))
                    .put("until", Validity.end(certificate).toString())
                    .put("sha256", CertificateName.fingerprint(certificate))
                    .end();
            key(key).append(object);
            return this;
        }

        String end() {
            return json.append('}').toString();
        }

        private StringBuilder key(String key) {
            return json.append(json.length() == 1 ? "" : ",")
                    .append('"')
                    .append(key)
                    .append("\":");
        }

        private void quote(String value) {
            json.append('"');
            value.codePoints().forEach(c -> {
                if (c == '"' || c == '\\') {
                    json.append('\\').append((char) c);
                } else if (mustEscape(c)) {
                    for (char unit : Character.toChars(c)) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                    }
                } else {
                    json.appendCodePoint(c);
                }
            });
            json.append('"');
        }

        /** JSON demands it of C0; C1, bidi and other invisible characters could still do harm on a terminal. */
        private static boolean mustEscape(int c) {
            int type = Character.getType(c);
            return type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE
                    || (c >= 0xE0000 && c <= 0xE0FFF);
        }
    }
}
