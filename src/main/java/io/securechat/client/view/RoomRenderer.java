package io.securechat.client.view;

import static io.securechat.client.style.Tone.DIM;
import static io.securechat.client.style.Tone.PLAIN;

import io.securechat.client.conversation.ModeWords;
import io.securechat.client.conversation.Replies;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.style.Tone;
import io.securechat.client.text.Sanitizer;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/** The view of rooms and of the users in them. */
public final class RoomRenderer implements RoomEvent.Cases<AttributedString>, UserEvent.Cases<AttributedString> {
    /** Names shown on joining a room; the rest is counted. */
    private static final int MAX_NAMES = 20;

    /** Names shown as an answer to {@code /who}. */
    private static final int MAX_MEMBERS = 1000;

    private final Timestamps times;

    RoomRenderer(Timestamps times) {
        this.times = times;
    }

    @Override
    public AttributedString entered(RoomEvent.Entered event) {
        String room = Sanitizer.name(event.place().room());
        List<Person> members = event.members();
        LineBuilder line = times.line(event);
        if (!event.complete()) {
            line.dim("you are in " + room + ", a large room: /who lists its members");
        } else if (members.size() <= 1) {
            line.dim("nobody else is in " + room + " yet");
        } else {
            line.dim(people(members.size()) + " in " + room + ": " + names(members, MAX_NAMES));
        }
        return (event.topic().isEmpty() ? line : line.dim(" · topic: ").text(event.topic(), PLAIN)).end();
    }

    @Override
    public AttributedString joined(RoomEvent.Joined event) {
        return times.line(event)
                .place(event.place())
                .person(event.who(), DIM)
                .dim(" joined")
                .end();
    }

    @Override
    public AttributedString left(RoomEvent.Left event) {
        LineBuilder line = event.mine() ? times.line(event) : times.line(event).place(event.place());
        String room = Sanitizer.name(event.place().room());
        boolean removed = !event.by().isEmpty();
        if (event.mine()) {
            line.add(removed ? "you were removed from " + room : "you left " + room, removed ? Tone.WARNING : DIM);
        } else {
            line.nick(event.nick(), DIM).dim(removed ? " was removed" : " left");
        }
        if (removed) {
            line.dim(" by ").nick(event.by(), DIM);
        }
        return line.reason(event.reason()).end();
    }

    @Override
    public AttributedString traffic(RoomEvent.Traffic event) {
        LineBuilder line = times.line(event).place(event.place());
        if (!event.joined().isEmpty()) {
            line.dim(people(event.joined().size()) + " joined");
        }
        if (!event.left().isEmpty()) {
            line.dim(
                    (event.joined().isEmpty() ? "" : ", ") + people(event.left().size()) + " left");
        }
        return line.end();
    }

    @Override
    public AttributedString topic(RoomEvent.Topic event) {
        LineBuilder line = times.line(event).place(event.place());
        if (event.by().isEmpty()) {
            line.dim(event.topic().isEmpty() ? "no topic is set" : "the topic is: ");
        } else {
            line.nick(event.by(), DIM).dim(event.topic().isEmpty() ? " removed the topic" : " set the topic: ");
        }
        return line.text(event.topic(), PLAIN).end();
    }

    @Override
    public AttributedString mode(RoomEvent.Mode event) {
        return times.line(event)
                .place(event.place())
                .nick(event.by(), DIM)
                .text(" " + ModeWords.of(event), event.mine() ? PLAIN : DIM)
                .end();
    }

    @Override
    public AttributedString renamed(RoomEvent.Renamed event) {
        return times.line(event)
                .nick(event.by(), DIM)
                .text(" renamed " + event.from() + " to " + event.place().room(), DIM)
                .reason(event.reason())
                .end();
    }

    @Override
    public AttributedString invited(RoomEvent.Invited event) {
        LineBuilder line = times.line(event).nick(event.by(), event.mine() ? PLAIN : DIM);
        return event.mine()
                ? line.text(" invites you to " + event.room() + ": /join " + event.room(), PLAIN)
                        .end()
                : line.dim(" invited ")
                        .nick(event.who(), DIM)
                        .text(" to " + event.room(), DIM)
                        .end();
    }

    @Override
    public AttributedString members(RoomEvent.Members event) {
        String room = Sanitizer.name(event.place().room());
        List<Person> members = event.members();
        return times.line(event)
                .dim(
                        members.isEmpty()
                                ? room + " is empty, or hidden from you"
                                : people(members.size()) + " in " + room + ": " + names(members, MAX_MEMBERS))
                .end();
    }

    @Override
    public AttributedString renamed(UserEvent.Renamed event) {
        LineBuilder line = event.mine()
                ? times.line(event).dim("you are now ")
                : times.line(event).nick(event.from(), DIM).dim(" is now ");
        return line.nick(event.to(), DIM).end();
    }

    @Override
    public AttributedString away(UserEvent.Away event) {
        LineBuilder line = times.line(event).person(event.who(), DIM);
        return event.reason().isEmpty()
                ? line.dim(" is back").end()
                : line.text(" " + Replies.away(event.reason()), DIM).end();
    }

    @Override
    public AttributedString quit(UserEvent.Quit event) {
        return times.line(event)
                .nick(event.nick(), DIM)
                .dim(" left the chat")
                .reason(event.reason())
                .end();
    }

    /** A notice of a moment is for the prompt, not for the scrollback. */
    @Override
    public AttributedString typing(UserEvent.Typing event) {
        return AttributedString.EMPTY;
    }

    static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }

    /** Lists names, at most {@code max} of them. */
    public static String names(List<Person> people, int max) {
        String shown = people.stream().limit(max).map(RoomRenderer::name).collect(Collectors.joining(", "));
        return people.size() > max ? shown + " and " + (people.size() - max) + " more" : shown;
    }

    static String name(Person person) {
        String status = person.status().isEmpty() ? "" : person.status().substring(0, 1);
        return status + Sanitizer.nick(person.nick()) + (person.verified() ? LineBuilder.VERIFIED : "");
    }
}
