package io.securechat.client.view;

import static io.securechat.client.view.Styles.DIM;
import static io.securechat.client.view.Styles.PLAIN;
import static io.securechat.client.view.Styles.WRONG;

import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.text.Sanitizer;
import io.securechat.irc.Names;
import java.time.Instant;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The view of messages. */
final class MessageRenderer implements MessageEvent.Cases<AttributedString> {
    /** Characters of a message that stand for the whole of it. */
    private static final int BEGINNING = 60;

    private final Timestamps times;

    MessageRenderer(Timestamps times) {
        this.times = times;
    }

    @Override
    public AttributedString said(MessageEvent.Said event) {
        Utterance utterance = event.utterance();
        LineBuilder line = utterance.origin() == Origin.FOUND
                ? times.datedLine(event).dim(Sanitizer.name(event.place().room()) + " ")
                : times.line(event).place(event.place());
        AttributedStyle style = styleOf(utterance, event.mention());
        AttributedStyle frame = style.equals(DIM) ? DIM : PLAIN;
        switch (utterance.kind()) {
            case MESSAGE -> line.person(utterance.from(), style).add(": ", frame);
            case NOTICE -> line.person(utterance.from(), style).dim(" (notice): ");
            case ACTION -> line.add("* ", frame).person(utterance.from(), style).add(" ", style);
        }
        return text(line, utterance, style);
    }

    @Override
    public AttributedString whispered(MessageEvent.Whispered event) {
        Utterance utterance = event.utterance();
        LineBuilder line = utterance.origin() == Origin.FOUND ? times.datedLine(event) : times.line(event);
        AttributedStyle style = styleOf(utterance, false);
        AttributedStyle frame = style.equals(DIM) ? DIM : Styles.PRIVATE;
        line.add(utterance.mine() ? "you" : RoomRenderer.name(utterance.from()), frame);
        line.add(" → ", frame).add(utterance.mine() ? Sanitizer.nick(event.to()) : "you", frame);
        switch (utterance.kind()) {
            case MESSAGE -> line.add(": ", frame);
            case NOTICE -> line.add(" (notice): ", frame);
            case ACTION ->
                line.add(": * ", frame).person(utterance.from(), style).add(" ", style);
        }
        return text(line, utterance, style);
    }

    private static AttributedString text(LineBuilder line, Utterance utterance, AttributedStyle style) {
        line.lines(utterance.text(), style);
        return (utterance.origin() == Origin.CONFIRMED ? line.confirmed() : line).end();
    }

    private static AttributedStyle styleOf(Utterance utterance, boolean mention) {
        if (utterance.origin() == Origin.PAST) {
            return DIM;
        }
        return mention && !utterance.mine() ? Styles.BOLD : PLAIN;
    }

    @Override
    public AttributedString deleted(MessageEvent.Deleted event) {
        LineBuilder line = times.line(event).place(event.place());
        if (event.mine()) {
            line.dim("you");
        } else {
            line.person(event.by(), DIM);
        }
        Instant sent = event.sent();
        return line.dim(" deleted a message" + (sent == null ? "" : " from " + times.format(sent, event.at())))
                .end();
    }

    @Override
    public AttributedString divider(MessageEvent.Divider event) {
        Place place = event.place();
        String where = (Names.isChannelLike(place.room()) ? "in " : "with ") + Sanitizer.name(place.room());
        String elsewhere = place.current() ? "" : " " + where;
        String count = (event.more() ? "more than " : "") + event.count();
        return LineBuilder.rule(
                switch (event.border()) {
                    case UNREAD ->
                        "new" + elsewhere + " since " + times.format(event.since(), event.at())
                                + (event.more() ? " or earlier" : "");
                    case MISSED -> count + " missed " + where;
                    case LATEST -> "last " + count + " " + where;
                    case OLDER -> count + " older " + where;
                    case PRESENT -> "now";
                });
    }

    @Override
    public AttributedString sending(MessageEvent.Sending event) {
        return times.line(event)
                .dim("… ")
                .addressee(event.place())
                .text(beginning(event.text()), DIM)
                .end();
    }

    @Override
    public AttributedString undelivered(MessageEvent.Undelivered event) {
        return times.line(event)
                .add("! ", WRONG)
                .addressee(event.place())
                .lines(event.text(), PLAIN)
                .add(": ", WRONG)
                .text(event.reason(), WRONG)
                .end();
    }

    @Override
    public AttributedString elsewhere(MessageEvent.Elsewhere event) {
        Utterance utterance = event.message().utterance();
        boolean inRoom = Names.isChannelLike(event.message().where());
        LineBuilder line = times.line(event).add("→ ", Styles.PRIVATE);
        if (inRoom) {
            line.add(Sanitizer.name(event.message().where()) + " ", Styles.PRIVATE);
        }
        return line.person(utterance.from(), PLAIN)
                .add(": ", PLAIN)
                .text(beginning(utterance.text()), PLAIN)
                .dim(" · " + event.key())
                .end();
    }

    @Override
    public AttributedString flood(MessageEvent.Flood event) {
        return times.line(event)
                .place(event.place())
                .dim("… " + event.count() + (event.count() == 1 ? " message" : " messages") + ", /history shows them")
                .end();
    }

    @Override
    public AttributedString waiting(MessageEvent.Waiting event) {
        return AttributedString.EMPTY;
    }

    /** Shortens a message to one line: its beginning, and the number of its lines. */
    private static String beginning(String text) {
        String[] lines = text.split("\n", -1);
        String first =
                lines[0].length() <= BEGINNING || lines.length == 1 ? lines[0] : lines[0].substring(0, BEGINNING);
        return lines.length == 1 ? first : first + " … (" + lines.length + " lines)";
    }
}
