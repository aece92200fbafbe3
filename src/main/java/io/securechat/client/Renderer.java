package io.securechat.client;

import io.securechat.client.Event.Person;
import io.securechat.client.Event.Place;
import io.securechat.client.Speech.Way;
import io.securechat.irc.Names;
import io.securechat.tls.CertificateName;
import io.securechat.tls.TlsSession;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * How each event looks: the local time, and a line, which may go on below, indented. All text of the network passes the
 * {@link Sanitizer}.
 */
final class Renderer implements Event.Cases<AttributedString> {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    static final AttributedStyle BOLD = AttributedStyle.BOLD;
    static final AttributedStyle DIM = PLAIN.foreground(AttributedStyle.BRIGHT);
    private static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED);
    private static final AttributedStyle WARNING = PLAIN.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle SECRET = PLAIN.foreground(AttributedStyle.MAGENTA);

    /** Of the 256 colours, some that can be read on black and on white. */
    private static final int[] NICK_COLOURS = {31, 37, 61, 64, 67, 71, 97, 125, 131, 133, 136, 166, 168, 172};

    /** Names in one line; of more people only the number is told. */
    private static final int MAX_NAMES = 20;

    /** Names in an answer to /who. */
    private static final int MOST_NAMES = 1000;

    /** Characters of a message that stand for the whole of it. */
    private static final int BEGINNING = 60;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private final ZoneId zone;
    private final DateTimeFormatter clock;

    /** Puts the time in front of each line in a pattern of {@link DateTimeFormatter}, such as {@code HH:mm}. */
    Renderer(ZoneId zone, String pattern) {
        this.zone = zone;
        this.clock = DateTimeFormatter.ofPattern(pattern).withZone(zone);
    }

    /** The lines of an event; empty where there is nothing to see. */
    AttributedString render(Event event) {
        return event.match(this);
    }

    @Override
    public AttributedString connected(Event.Connected event) {
        Line line = line(event).dim(event.again() ? "connected again to " : "connected to ");
        line.text(event.server(), DIM).dim(" as ").nick(event.nick(), PLAIN);
        return line.end();
    }

    @Override
    public AttributedString entered(Event.Entered event) {
        String room = Sanitizer.name(event.place().room());
        Line line = line(event);
        if (!event.complete()) {
            line.dim("you are in " + room + ", which is large: /who tells who else");
        } else if (event.members().size() <= 1) {
            line.dim("nobody else is in " + room + " yet");
        } else {
            line.dim(people(event.members().size()) + " in " + room + ": " + names(event.members(), MAX_NAMES));
        }
        return topicOf(line, event.topic()).end();
    }

    @Override
    public AttributedString said(Event.Said event) {
        Speech speech = event.speech();
        AttributedStyle style = styleOf(speech, event.mention());
        Line line = line(event, speech.way());
        if (speech.way() == Way.FOUND) {
            line.dim(Sanitizer.name(event.place().room()) + " ");
        } else {
            line.place(event.place());
        }
        return utter(line, speech, style).end();
    }

    @Override
    public AttributedString whispered(Event.Whispered event) {
        Speech speech = event.speech();
        AttributedStyle style = styleOf(speech, false);
        AttributedStyle frame = style.equals(DIM) ? DIM : SECRET;
        Line line = line(event, speech.way()).add(speech.mine() ? "you" : name(speech.from()), frame);
        line.add(" → ", frame).add(speech.mine() ? Sanitizer.nick(event.to()) : "you", frame);
        switch (speech.kind()) {
            case MESSAGE -> line.add(": ", frame);
            case NOTICE -> line.add(" (notice): ", frame);
            case ACTION -> line.add(": * ", frame).person(speech.from(), style).add(" ", style);
        }
        return line.lines(speech.text(), style).safe(speech.way()).end();
    }

    private static AttributedStyle styleOf(Speech speech, boolean mention) {
        if (speech.way() == Way.PAST) {
            return DIM;
        }
        return mention && !speech.mine() ? BOLD : PLAIN;
    }

    @Override
    public AttributedString takenBack(Event.TakenBack event) {
        Line line = line(event).place(event.place());
        if (event.mine()) {
            line.dim("you");
        } else {
            line.person(event.by(), DIM);
        }
        Instant said = event.said();
        return line.dim(" took back a message" + (said == null ? "" : " of " + time(said, event.at())))
                .end();
    }

    @Override
    public AttributedString divider(Event.Divider event) {
        Place place = event.place();
        String where = (Names.isChannelLike(place.room()) ? "in " : "with ") + Sanitizer.name(place.room());
        String elsewhere = place.current() ? "" : " " + where;
        String count = (event.more() ? "more than " : "") + event.count();
        return rule(
                switch (event.border()) {
                    case UNREAD ->
                        "new" + elsewhere + " since " + time(event.since(), event.at())
                                + (event.more() ? " or earlier" : "");
                    case MISSED -> count + " missed " + where;
                    case OLDER -> count + " older " + where;
                    case PRESENT -> "now";
                });
    }

    /** A time, with its date if that is not the present one. */
    private String time(Instant then, Instant now) {
        LocalDate day = LocalDate.ofInstant(then, zone);
        String time = TIME.withZone(zone).format(then);
        return day.equals(LocalDate.ofInstant(now, zone)) ? time : DATE.format(day) + " " + time;
    }

    /** A line between others. */
    static AttributedString rule(String harmless) {
        return new AttributedString("──── " + harmless + " ────", DIM);
    }

    @Override
    public AttributedString sending(Event.Sending event) {
        return line(event)
                .dim("… ")
                .addressee(event.place())
                .text(beginning(event.text()), DIM)
                .end();
    }

    @Override
    public AttributedString undelivered(Event.Undelivered event) {
        return line(event)
                .add("! ", WRONG)
                .addressee(event.place())
                .lines(event.text(), PLAIN)
                .add(": ", WRONG)
                .text(event.reason(), WRONG)
                .end();
    }

    @Override
    public AttributedString waiting(Event.Waiting event) {
        return AttributedString.EMPTY;
    }

    /** A message for which there is one line: its beginning, and how much follows. */
    private static String beginning(String text) {
        String[] lines = text.split("\n", -1);
        String first =
                lines[0].length() <= BEGINNING || lines.length == 1 ? lines[0] : lines[0].substring(0, BEGINNING);
        return lines.length == 1 ? first : first + " … (" + lines.length + " lines)";
    }

    @Override
    public AttributedString joined(Event.Joined event) {
        return line(event)
                .place(event.place())
                .person(event.who(), DIM)
                .dim(" joined")
                .end();
    }

    @Override
    public AttributedString left(Event.Left event) {
        Line line = line(event).place(event.place());
        String room = Sanitizer.name(event.place().room());
        boolean removed = !event.by().isEmpty();
        if (event.mine()) {
            line.add(removed ? "you were removed from " + room : "you left " + room, removed ? WARNING : DIM);
        } else {
            line.nick(event.nick(), DIM).dim(removed ? " was removed" : " left");
        }
        if (removed) {
            line.dim(" by ").nick(event.by(), DIM);
        }
        return line.reason(event.reason()).end();
    }

    @Override
    public AttributedString gone(Event.Gone event) {
        return line(event)
                .nick(event.nick(), DIM)
                .dim(" left the chat")
                .reason(event.reason())
                .end();
    }

    @Override
    public AttributedString renamed(Event.Renamed event) {
        Line line = event.mine()
                ? line(event).dim("you are now ")
                : line(event).nick(event.from(), DIM).dim(" is now ");
        return line.nick(event.to(), DIM).end();
    }

    @Override
    public AttributedString topic(Event.Topic event) {
        Line line = line(event).place(event.place());
        if (event.by().isEmpty()) {
            line.dim(event.topic().isEmpty() ? "there is no topic" : "the topic is: ");
        } else {
            line.nick(event.by(), DIM).dim(event.topic().isEmpty() ? " took the topic away" : " set the topic: ");
        }
        return line.text(event.topic(), PLAIN).end();
    }

    @Override
    public AttributedString mode(Event.Mode event) {
        return line(event)
                .place(event.place())
                .nick(event.by(), DIM)
                .text(" " + ModeWords.of(event), event.mine() ? PLAIN : DIM)
                .end();
    }

    @Override
    public AttributedString invited(Event.Invited event) {
        Line line = line(event).nick(event.by(), event.mine() ? PLAIN : DIM);
        return event.mine()
                ? line.text(" invites you to " + event.room() + ": /join " + event.room(), PLAIN)
                        .end()
                : line.dim(" invited ")
                        .nick(event.who(), DIM)
                        .text(" to " + event.room(), DIM)
                        .end();
    }

    @Override
    public AttributedString away(Event.Away event) {
        Line line = line(event).person(event.who(), DIM);
        return event.reason().isEmpty()
                ? line.dim(" is back").end()
                : line.text(" " + Replies.away(event.reason()), DIM).end();
    }

    @Override
    public AttributedString moved(Event.Moved event) {
        return line(event)
                .nick(event.by(), DIM)
                .text(" renamed " + event.from() + " to " + event.place().room(), DIM)
                .reason(event.reason())
                .end();
    }

    @Override
    public AttributedString members(Event.Members event) {
        String room = Sanitizer.name(event.place().room());
        List<Person> members = event.members();
        return line(event)
                .dim(
                        members.isEmpty()
                                ? "nobody is in " + room + ", or it is hidden from you"
                                : people(members.size()) + " in " + room + ": " + names(members, MOST_NAMES))
                .end();
    }

    @Override
    public AttributedString info(Event.Info event) {
        return line(event).text(event.text(), DIM).end();
    }

    @Override
    public AttributedString failed(Event.Failed event) {
        Line line = line(event).text(event.text(), WRONG);
        return (event.hint().isEmpty() ? line : line.dim(" — ").text(event.hint(), DIM)).end();
    }

    @Override
    public AttributedString warned(Event.Warned event) {
        return line(event)
                .text(event.text(), WARNING)
                .dim(" — ")
                .text(event.hint(), DIM)
                .end();
    }

    @Override
    public AttributedString identified(Event.Identified event) {
        TlsSession tls = event.tls();
        Line line = line(event).dim("you are ").nick(event.nick(), PLAIN);
        line.text(event.account().isEmpty() ? ", a guest" : ", account " + event.account(), DIM);
        certificate(line.item("your certificate"), event.certificate(), event.at());
        certificate(line.item("the server").text(event.server() + ", ", DIM), tls.certificate(), event.at());
        return line.item("secured by").text(tls.terms(), DIM).end();
    }

    private static void certificate(Line line, X509Certificate certificate, Instant now) {
        line.text(CertificateText.summary(certificate, now), DIM);
        line.item("").text("SHA-256 " + CertificateName.fingerprint(certificate), DIM);
    }

    @Override
    public AttributedString lost(Event.Lost event) {
        return line(event)
                .text("connection lost", WRONG)
                .reason(event.reason())
                .dim(", trying again in " + event.seconds() + " s")
                .end();
    }

    @Override
    public AttributedString ended(Event.Ended event) {
        return line(event).dim("you have left ").text(event.server(), DIM).end();
    }

    /** The colour of a name, always the same for the same name. */
    static AttributedStyle colourOf(String nick) {
        int hash = Names.fold(nick).hashCode() * 0x9E3779B1;
        return PLAIN.foreground(NICK_COLOURS[Math.floorMod(hash >>> 8, NICK_COLOURS.length)]);
    }

    static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }

    /** Names for reading, at most so many of them. */
    static String names(List<Person> people, int most) {
        String shown = people.stream().limit(most).map(Renderer::name).collect(Collectors.joining(", "));
        return people.size() > most ? shown + " and " + (people.size() - most) + " more" : shown;
    }

    private static String name(Person person) {
        String status = person.status().isEmpty() ? "" : person.status().substring(0, 1);
        return status + Sanitizer.nick(person.nick()) + (person.verified() ? Line.VERIFIED : "");
    }

    private static Line topicOf(Line line, String topic) {
        return topic.isEmpty() ? line : line.dim(" · topic: ").text(topic, PLAIN);
    }

    private static Line utter(Line line, Speech speech, AttributedStyle style) {
        AttributedStyle frame = style.equals(DIM) ? DIM : PLAIN;
        switch (speech.kind()) {
            case MESSAGE -> line.person(speech.from(), style).add(": ", frame);
            case NOTICE -> line.person(speech.from(), style).dim(" (notice): ");
            case ACTION -> line.add("* ", frame).person(speech.from(), style).add(" ", style);
        }
        return line.lines(speech.text(), style).safe(speech.way());
    }

    private Line line(Event event, Way way) {
        return way == Way.FOUND
                ? new Line()
                        .dim(DATE.withZone(zone).format(event.at()) + " ")
                        .dim(TIME.withZone(zone).format(event.at()) + " ")
                : line(event);
    }

    private Line line(Event event) {
        return new Line().dim(clock.format(event.at()) + " ");
    }
}
