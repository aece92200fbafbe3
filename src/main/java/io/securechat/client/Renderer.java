package io.securechat.client;

import io.securechat.client.Event.Kind;
import io.securechat.client.Event.Place;
import io.securechat.irc.Names;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** How each event looks: one line, with the local time in front. All text of the network passes the {@link Sanitizer}. */
final class Renderer implements Event.Cases<AttributedString> {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle BOLD = AttributedStyle.BOLD;
    static final AttributedStyle DIM = PLAIN.foreground(AttributedStyle.BRIGHT);
    private static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED);
    private static final AttributedStyle SECRET = PLAIN.foreground(AttributedStyle.MAGENTA);

    /** Of the 256 colours, some that can be read on black and on white. */
    private static final int[] NICK_COLOURS = {31, 37, 61, 64, 67, 71, 97, 125, 131, 133, 136, 166, 168, 172};

    /** Names in one line; of more people only the number is told. */
    private static final int MAX_NAMES = 20;

    private final DateTimeFormatter clock;

    /** Puts the time in front of each line in a pattern of {@link DateTimeFormatter}, such as {@code HH:mm}. */
    Renderer(ZoneId zone, String pattern) {
        this.clock = DateTimeFormatter.ofPattern(pattern).withZone(zone);
    }

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
        if (event.members().size() <= 1) {
            line.dim("nobody else is in " + room + " yet");
        } else {
            line.dim(people(event.members().size()) + " in " + room + ": " + names(event.members()));
        }
        return topicOf(line, event.topic()).end();
    }

    @Override
    public AttributedString said(Event.Said event) {
        AttributedStyle style = event.mention() && !event.mine() ? BOLD : PLAIN;
        return utter(line(event).place(event.place()), event.from(), event.kind(), event.text(), style)
                .end();
    }

    @Override
    public AttributedString whispered(Event.Whispered event) {
        Line line = line(event).add(event.mine() ? "you" : Sanitizer.name(event.from()), SECRET);
        line.add(" → ", SECRET).add(event.mine() ? Sanitizer.name(event.to()) : "you", SECRET);
        return switch (event.kind()) {
            case MESSAGE -> line.add(": ", SECRET).text(event.text(), PLAIN).end();
            case NOTICE ->
                line.add(" (notice): ", SECRET).text(event.text(), PLAIN).end();
            case ACTION ->
                line.add(": * ", SECRET)
                        .nick(event.from(), PLAIN)
                        .text(" " + event.text(), PLAIN)
                        .end();
        };
    }

    @Override
    public AttributedString joined(Event.Joined event) {
        return line(event)
                .place(event.place())
                .nick(event.nick(), DIM)
                .dim(" joined")
                .end();
    }

    @Override
    public AttributedString left(Event.Left event) {
        Line line = line(event).place(event.place());
        String room = Sanitizer.name(event.place().room());
        if (event.mine()) {
            line.dim("you left " + room);
        } else {
            line.nick(event.nick(), DIM).dim(" left");
        }
        if (!event.by().isEmpty()) {
            line.dim(", removed by ").nick(event.by(), DIM);
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
    public AttributedString info(Event.Info event) {
        return line(event).text(event.text(), DIM).end();
    }

    @Override
    public AttributedString failed(Event.Failed event) {
        Line line = line(event).text(event.text(), WRONG);
        return (event.hint().isEmpty() ? line : line.dim(" — ").text(event.hint(), DIM)).end();
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

    /** Some names for reading, or the first of very many. */
    static String names(List<String> names) {
        String shown = names.stream().limit(MAX_NAMES).map(Sanitizer::name).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? shown + " and " + (names.size() - MAX_NAMES) + " more" : shown;
    }

    private static Line topicOf(Line line, String topic) {
        return topic.isEmpty() ? line : line.dim(" · topic: ").text(topic, PLAIN);
    }

    private static Line utter(Line line, String from, Kind kind, String text, AttributedStyle style) {
        return switch (kind) {
            case MESSAGE -> line.nick(from, style).add(": ", PLAIN).text(text, style);
            case NOTICE -> line.nick(from, style).dim(" (notice): ").text(text, style);
            case ACTION -> line.add("* ", PLAIN).nick(from, style).text(" " + text, style);
        };
    }

    private Line line(Event event) {
        return new Line().dim(clock.format(event.at()) + " ");
    }

    /** A line in the making. */
    private static final class Line {
        private final AttributedStringBuilder built = new AttributedStringBuilder();

        Line add(String harmless, AttributedStyle style) {
            built.append(harmless, style);
            return this;
        }

        Line dim(String harmless) {
            return add(harmless, DIM);
        }

        Line text(String raw, AttributedStyle style) {
            return add(Sanitizer.text(raw), style);
        }

        Line nick(String raw, AttributedStyle around) {
            AttributedStyle colour = colourOf(raw);
            return add(Sanitizer.name(raw), around.equals(DIM) ? DIM : around.equals(BOLD) ? colour.bold() : colour);
        }

        Line place(Place place) {
            return place.current() ? this : dim(Sanitizer.name(place.room()) + " ");
        }

        Line reason(String raw) {
            return raw.isEmpty() ? this : dim(" (").text(raw, DIM).dim(")");
        }

        AttributedString end() {
            return built.toAttributedString();
        }
    }
}
