package io.securechat.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.event.Utterance.Quote;
import io.securechat.client.setting.Settings;
import io.securechat.client.style.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a user sees, drawn, on screens of several widths. */
class ScreenTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:01:00Z");
    private static final Place DEV = new Place("#dev", true);
    private static final Place OPS = new Place("#ops", false);
    private static final Quote QUESTION = new Quote("x1", "ada", "shall we deploy at four, or is that too late?");

    private static final List<Event> EVENTS = List.of(
            new SessionEvent.Connected(AT, "localhost:8443", "ada", false),
            new RoomEvent.Entered(
                    AT, DEV, "the release", List.of(person("ada"), person("bob"), new Person("cai", true)), true),
            new SessionEvent.Switched(AT, "#lobby", DEV, 1, 0),
            said(DEV, "ada", "shall we deploy at four, or is that too late?", null, Origin.CONFIRMED),
            said(DEV, "bob", "four is fine", QUESTION, Origin.LIVE),
            new MessageEvent.Reacted(AT, DEV, new Person("cai", true), "👍", true, QUESTION, false),
            said(
                    DEV,
                    "bob",
                    "ada: the steps are in https://wiki.example.org/release/2026/11/steps-of-the-release and below",
                    null,
                    Origin.LIVE),
            new MessageEvent.Elsewhere(
                    AT,
                    (MessageEvent.Spoken) said(OPS, "bob", "ada, look? the disk of db2 is full", null, Origin.LIVE),
                    "Alt-a"),
            said(DEV, "bob", "x\n".repeat(29) + "x", null, Origin.LIVE));

    @Test
    void at80Columns() throws IOException {
        assertThat(draw(80)).isEqualTo("""
                12:01 connected to localhost:8443 as ada
                12:01 3 people in #dev: ada, bob, cai✓ · topic: the release
                ──── #dev · 1 new ────
                12:01 ada: shall we deploy at four, or is that too late? ✓
                12:01 bob ↳ ada: shall we deploy at four, or is that too…
                      four is fine
                12:01 cai✓ reacted 👍 ↳ ada: shall we deploy at four, or is that too…
                12:01 bob: ada: the steps are in
                https://wiki.example.org/release/2026/11/steps-of-the-release
                      and below
                12:01 → #ops bob: ada, look? the disk of db2 is full · Alt-a
                12:01 bob: x
                """ + "      x\n".repeat(19) + """
                      … 10 more lines, /show
                """);
    }

    @Test
    void at40Columns() throws IOException {
        assertThat(draw(40)).isEqualTo("""
                12:01 connected to localhost:8443 as ada
                12:01 3 people in #dev: ada, bob, cai✓ ·
                      topic: the release
                ──── #dev · 1 new ────
                12:01 ada: shall we deploy at four, or
                      is that too late? ✓
                12:01 bob ↳ ada: shall we deploy at fou…
                      four is fine
                12:01 cai✓ reacted 👍 ↳ ada: shall we d…
                12:01 bob: ada: the steps are in
                https://wiki.example.org/release/2026/11/steps-of-the-release
                      and below
                12:01 → #ops bob: ada, look? th… · Alt-a
                12:01 bob: x
                """ + "      x\n".repeat(19) + """
                      … 10 more lines, /show
                """);
    }

    @Test
    void at200Columns() throws IOException {
        assertThat(draw(200)).isEqualTo("""
                12:01 connected to localhost:8443 as ada
                12:01 3 people in #dev: ada, bob, cai✓ · topic: the release
                ──── #dev · 1 new ────
                12:01 ada: shall we deploy at four, or is that too late? ✓
                12:01 bob ↳ ada: shall we deploy at four, or is that too…
                      four is fine
                12:01 cai✓ reacted 👍 ↳ ada: shall we deploy at four, or is that too…
                12:01 bob: ada: the steps are in https://wiki.example.org/release/2026/11/steps-of-the-release and below
                12:01 → #ops bob: ada, look? the disk of db2 is full · Alt-a
                12:01 bob: x
                """ + "      x\n".repeat(19) + """
                      … 10 more lines, /show
                """);
    }

    private static String draw(int columns) throws IOException {
        LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("test", "xterm", new ByteArrayOutputStream(), StandardCharsets.UTF_8);
        terminal.setSize(Size.of(columns, 24));
        Look look = new Look(terminal, true, Settings.defaults(), Map.of());
        DatedRenderer renderer = new DatedRenderer(ZoneOffset.UTC, Clock.fixed(AT, ZoneOffset.UTC), look);
        return EVENTS.stream()
                .map(event -> AttributedString.stripAnsi(look.printed(renderer.render(event))) + "\n")
                .collect(Collectors.joining());
    }

    private static Event said(Place place, String nick, String text, @Nullable Quote reply, Origin origin) {
        Utterance utterance = new Utterance(
                person(nick), text, Kind.MESSAGE, origin == Origin.CONFIRMED, "id " + text, origin, reply);
        return new MessageEvent.Said(AT, place, utterance, Utterance.mentions("ada", text));
    }

    private static Person person(String nick) {
        return new Person(nick, false);
    }
}
