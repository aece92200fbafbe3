package io.securechat.client.view;

import static io.securechat.client.style.Tone.DIM;
import static io.securechat.client.style.Tone.PLAIN;
import static io.securechat.client.style.Tone.WRONG;

import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.MessageEvent.Spoken;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.event.Utterance.Quote;
import io.securechat.client.style.Tone;
import io.securechat.client.text.Sanitizer;
import io.securechat.irc.Names;
import java.time.Instant;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** The view of messages. */
final class MessageRenderer implements MessageEvent.Cases<AttributedString> {
    /** Characters of a message that stand for the whole of it. */
    private static final int BEGINNING = 60;

    /** Columns of a message that another one answers. */
    private static final int QUOTED = 40;

    /** Columns of a reaction. */
    private static final int REACTION = 20;

    private final Timestamps times;
    private final @Nullable LongMessages folded;
    private String name = "";

    /** @param folded keeps long messages, of which only the beginning is shown; null to show all of them */
    MessageRenderer(Timestamps times, @Nullable LongMessages folded) {
        this.times = times;
        this.folded = folded;
    }

    /** The user has this nick now. */
    void named(String nick) {
        name = nick;
    }

    @Override
    public AttributedString said(MessageEvent.Said event) {
        Utterance utterance = event.utterance();
        LineBuilder line = utterance.origin() == Origin.FOUND
                ? times.datedLine(event).dim(Sanitizer.name(event.place().room()) + " ")
                : times.line(event).place(event.place());
        boolean mentioned = event.mention() && !utterance.mine();
        Tone tone = utterance.origin() == Origin.PAST ? (mentioned ? PLAIN : DIM) : mentioned ? Tone.BOLD : PLAIN;
        Tone frame = tone == DIM ? DIM : PLAIN;
        switch (utterance.kind()) {
            case MESSAGE -> line.person(utterance.from(), tone);
            case NOTICE -> line.person(utterance.from(), tone).dim(" (notice)");
            case ACTION -> line.add("* ", frame).person(utterance.from(), tone);
        }
        opening(line, utterance, utterance.kind() == Kind.ACTION ? " " : ": ", frame);
        return text(line, event, tone, mentioned ? name : "");
    }

    @Override
    public AttributedString whispered(MessageEvent.Whispered event) {
        Utterance utterance = event.utterance();
        LineBuilder line = utterance.origin() == Origin.FOUND ? times.datedLine(event) : times.line(event);
        Tone tone = utterance.origin() == Origin.PAST ? DIM : PLAIN;
        Tone frame = tone == DIM ? DIM : Tone.PRIVATE;
        line.add(utterance.mine() ? "you" : RoomRenderer.name(utterance.from()), frame);
        line.add(" → ", frame).add(utterance.mine() ? Sanitizer.nick(event.to()) : "you", frame);
        switch (utterance.kind()) {
            case MESSAGE -> opening(line, utterance, ": ", frame);
            case NOTICE -> opening(line.add(" (notice)", frame), utterance, ": ", frame);
            case ACTION -> {
                opening(line, utterance, ": ", frame);
                line.add("* ", frame).person(utterance.from(), tone).add(" ", tone);
            }
        }
        return text(line, event, tone, "");
    }

    /** Ends the part before the text: as usual, or with the message that this one answers, and the text below. */
    private static void opening(LineBuilder line, Utterance utterance, String usual, Tone frame) {
        Quote reply = utterance.reply();
        if (reply == null) {
            line.add(usual, frame);
        } else {
            quote(line.dim(" "), reply).below();
        }
    }

    private static LineBuilder quote(LineBuilder line, Quote quote) {
        return quote.isKnown()
                ? line.dim("↳ ").nick(quote.nick(), DIM).dim(": ").excerpt(quote.text(), DIM, QUOTED)
                : line.dim("↳ an earlier message");
    }

    private AttributedString text(LineBuilder line, Spoken event, Tone tone, String mentioned) {
        folding(line, event, event.utterance().text(), tone, mentioned);
        return (event.utterance().origin() == Origin.CONFIRMED ? line.confirmed() : line).end();
    }

    /** Adds the text of a message; of a long one on a screen, its first lines and the command that shows the rest. */
    private LineBuilder folding(LineBuilder line, MessageEvent event, String text, Tone tone, String mentioned) {
        int end = folded == null || !folded.folds(event.where()) ? -1 : endOfLines(text, LongMessages.SHOWN);
        int more = end < 0
                ? 0
                : (int) text.substring(end).chars().filter(c -> c == '\n').count();
        if (folded == null || more <= 1) {
            return line.lines(text, tone, mentioned);
        }
        int number = folded.add(event, text.length());
        line.lines(text.substring(0, end), tone, mentioned)
                .below()
                .dim("… " + more + " more lines, /show" + (number == 1 ? "" : " " + number));
        boolean hidden = Utterance.mention(mentioned, text, end) >= 0;
        return hidden ? line.dim(" · they name ").add("you", Tone.MENTION) : line;
    }

    /** Returns the end of the first lines of a text; -1 if it has no more. */
    private static int endOfLines(String text, int count) {
        int end = -1;
        for (int i = 0; i < count; i++) {
            end = text.indexOf('\n', end + 1);
            if (end < 0) {
                return -1;
            }
        }
        return end;
    }

    @Override
    public AttributedString unfolded(MessageEvent.Unfolded event) {
        MessageEvent whole = folded == null ? null : folded.find(event.number());
        if (whole == null) {
            String which = event.number() == 0 ? "no long message" : "no long message " + event.number();
            return times.line(event)
                    .text("there is " + which + " to show", WRONG)
                    .end();
        }
        MessageRenderer unfolding = new MessageRenderer(times, null);
        unfolding.named(name);
        return whole.match(unfolding);
    }

    @Override
    public AttributedString reacted(MessageEvent.Reacted event) {
        LineBuilder line = times.line(event).place(event.place());
        if (event.mine()) {
            line.dim("you");
        } else {
            line.person(event.who(), DIM);
        }
        line.dim(event.on() ? " reacted " : " took back ").excerpt(event.reaction(), PLAIN, REACTION);
        return quote(line.dim(" "), event.about()).end();
    }

    @Override
    public AttributedString deleted(MessageEvent.Deleted event) {
        if (folded != null) {
            folded.deleted(event.id());
        }
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
        return times.rule(
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
        LineBuilder line = times.line(event).add("! ", WRONG).addressee(event.place());
        return folding(line, event, event.text(), PLAIN, "")
                .add(": ", WRONG)
                .text(event.reason(), WRONG)
                .end();
    }

    @Override
    public AttributedString found(MessageEvent.Found event) {
        AttributedString line = event.message().match(this);
        int text = event.message().withText("").match(this).length();
        return times.untimed()
                .dim(event.number() == 0 ? " ".repeat(3) : String.format("%2d ", event.number()))
                .highlighted(line, text, event.terms())
                .end();
    }

    @Override
    public AttributedString elsewhere(MessageEvent.Elsewhere event) {
        Utterance utterance = event.message().utterance();
        boolean inRoom = Names.isChannelLike(event.message().where());
        String key = " · " + event.key();
        LineBuilder line = times.line(event).add("→ ", Tone.PRIVATE);
        if (inRoom) {
            line.add(Sanitizer.name(event.message().where()) + " ", Tone.PRIVATE);
        }
        return line.person(utterance.from(), PLAIN)
                .add(utterance.kind() == Kind.ACTION ? " " : ": ", PLAIN)
                .beginning(utterance.text(), PLAIN, inRoom ? name : "", key.length())
                .dim(key)
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
