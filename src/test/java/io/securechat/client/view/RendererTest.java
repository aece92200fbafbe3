package io.securechat.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Person;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Notice;
import io.securechat.client.event.RoomEvent;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Kind;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.event.Utterance.Quote;
import io.securechat.client.style.Colours;
import io.securechat.client.style.Styles;
import io.securechat.client.style.Tone;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TlsSession;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Identity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class RendererTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:05:00Z");
    private static final Styles STYLES = new Styles(Colours.DARK, 256);
    private static final Place HERE = new Place("#lobby", true);
    private static final Place THERE = new Place("#tea", false);

    private final Renderer renderer = new Renderer(ZoneId.of("Asia/Kolkata"), "HH:mm", STYLES);

    @Test
    void messagesHaveTheLocalTimeAndTheName() {
        assertThat(said(HERE, Kind.MESSAGE, "hello")).isEqualTo("14:35 ada: hello");
        assertThat(said(HERE, Kind.ACTION, "waves")).isEqualTo("14:35 * ada waves");
        assertThat(said(HERE, Kind.NOTICE, "tea!")).isEqualTo("14:35 ada (notice): tea!");
    }

    @Test
    void onlyOtherRoomsAreNamed() {
        assertThat(said(THERE, Kind.MESSAGE, "hello")).isEqualTo("14:35 #tea ada: hello");
        assertThat(show(new RoomEvent.Joined(AT, THERE, guest("bob")))).isEqualTo("14:35 #tea bob joined");
    }

    @Test
    void privateMessagesAreMarked() {
        assertThat(show(new MessageEvent.Whispered(AT, "bob", utterance(guest("ada"), "psst", Kind.MESSAGE, false))))
                .isEqualTo("14:35 ada → you: psst");
        assertThat(show(new MessageEvent.Whispered(AT, "ada", utterance(guest("bob"), "yes?", Kind.MESSAGE, true))))
                .isEqualTo("14:35 you → ada: yes?");
        assertThat(show(new MessageEvent.Whispered(AT, "bob", utterance(guest("ada"), "winks", Kind.ACTION, false))))
                .isEqualTo("14:35 ada → you: * ada winks");
    }

    @Test
    void comingAndGoing() {
        assertThat(show(new SessionEvent.Connected(AT, "localhost:8443", "ada", false)))
                .isEqualTo("14:35 connected to localhost:8443 as ada");
        assertThat(show(new RoomEvent.Entered(AT, HERE, "", List.of(guest("ada")), true)))
                .isEqualTo("14:35 nobody else is in #lobby yet");
        assertThat(show(new RoomEvent.Entered(AT, HERE, "tea at 4", List.of(guest("ada"), guest("bob")), true)))
                .isEqualTo("14:35 2 people in #lobby: ada, bob · topic: tea at 4");
        assertThat(show(new RoomEvent.Left(AT, HERE, "bob", "dinner", "", false)))
                .isEqualTo("14:35 bob left (dinner)");
        assertThat(show(new RoomEvent.Left(AT, HERE, "bob", "", "cy", false))).isEqualTo("14:35 bob was removed by cy");
        assertThat(show(new UserEvent.Quit(AT, "bob", "Connection lost")))
                .isEqualTo("14:35 bob left the chat (Connection lost)");
        assertThat(show(new UserEvent.Renamed(AT, "bob", "robert", false))).isEqualTo("14:35 bob is now robert");
        assertThat(show(new SessionEvent.Lost(AT, "no answer for 60 s", 2)))
                .isEqualTo("14:35 connection lost (no answer for 60 s), reconnecting in 2 s");
    }

    @Test
    void furtherLinesAreIndented() {
        assertThat(said(HERE, Kind.MESSAGE, "one\n  two\n\n12:00 bob: three"))
                .isEqualTo("14:35 ada: one\n        two\n      \n      12:00 bob: three");
    }

    @Test
    void whatTheServerHasIsMarkedBehindTheText() {
        Utterance mine = utterance(new Person("ada", true), "hi", Kind.MESSAGE, true);
        assertThat(show(new MessageEvent.Said(AT, HERE, mine.withOrigin(Origin.CONFIRMED), false)))
                .isEqualTo("14:35 ada✓: hi ✓");
        assertThat(show(new MessageEvent.Whispered(AT, "bob", mine.withOrigin(Origin.CONFIRMED))))
                .isEqualTo("14:35 you → bob: hi ✓");
        assertThat(show(new MessageEvent.Sending(AT, HERE, "hi", "L"))).isEqualTo("14:35 … hi");
        assertThat(show(new MessageEvent.Sending(AT, THERE, "hi\nthere\nyou", "L")))
                .isEqualTo("14:35 … → #tea hi … (3 lines)");
        assertThat(show(new MessageEvent.Undelivered(AT, new Place("bob", false), "hi", "there is no bob here", "L")))
                .isEqualTo("14:35 ! → bob hi: there is no bob here");
        assertThat(show(new MessageEvent.Waiting(AT, 2))).isEmpty();
    }

    @Test
    void thePastIsDimAndWhatASearchFindsHasItsDate() {
        Utterance utterance = utterance(guest("ada"), "hi", Kind.MESSAGE, false);
        assertThat(renderer.render(new MessageEvent.Said(AT, HERE, utterance.withOrigin(Origin.PAST), false)))
                .isEqualTo(new AttributedString("14:35 ada: hi", STYLES.of(Tone.DIM)));
        assertThat(show(new MessageEvent.Said(AT, HERE, utterance.withOrigin(Origin.FOUND), false)))
                .isEqualTo("2026-11-23 14:35 #lobby ada: hi");
    }

    @Test
    void linesStandBetweenWhatIsReadAndWhatIsNew() {
        Instant yesterday = AT.minus(Duration.ofDays(1));
        assertThat(show(new MessageEvent.Divider(AT, HERE, MessageEvent.Border.UNREAD, AT, 0, false)))
                .isEqualTo("──── new since 14:35 ────");
        assertThat(show(new MessageEvent.Divider(AT, THERE, MessageEvent.Border.UNREAD, yesterday, 0, true)))
                .isEqualTo("──── new in #tea since 2026-11-22 14:35 or earlier ────");
        assertThat(show(new MessageEvent.Divider(
                        AT, new Place("bob", false), MessageEvent.Border.MISSED, AT, 100, true)))
                .isEqualTo("──── more than 100 missed with bob ────");
        assertThat(show(new MessageEvent.Divider(AT, HERE, MessageEvent.Border.OLDER, AT, 20, false)))
                .isEqualTo("──── 20 older in #lobby ────");
    }

    @Test
    void whatIsTakenBackIsToldByItsTimeOnly() {
        assertThat(show(new MessageEvent.Deleted(AT, HERE, guest("bob"), "1", AT.minusSeconds(120), false)))
                .isEqualTo("14:35 bob deleted a message from 14:33");
        assertThat(show(new MessageEvent.Deleted(AT, HERE, guest("bob"), "1", AT.minus(Duration.ofDays(1)), false)))
                .isEqualTo("14:35 bob deleted a message from 2026-11-22 14:35");
        assertThat(show(new MessageEvent.Deleted(AT, HERE, guest("ada"), "1", null, true)))
                .isEqualTo("14:35 you deleted a message");
    }

    @Test
    void ofManyPeopleOnlySomeAreNamed() {
        List<Person> crowd =
                IntStream.range(0, 500).mapToObj(i -> guest("u" + i)).toList();
        assertThat(show(new RoomEvent.Entered(AT, HERE, "", crowd, true)))
                .startsWith("14:35 500 people in #lobby: u0, u1, ")
                .endsWith(", u19 and 480 more");
    }

    @Test
    void nobodyWearsTheMarkOfAProvenNameInTheirOwn() {
        assertThat(show(new RoomEvent.Joined(AT, HERE, guest("alice✓")))).isEqualTo("14:35 alice? joined");
        assertThat(show(new RoomEvent.Joined(AT, HERE, guest("alice✔\uFE0F")))).isEqualTo("14:35 alice? joined");
        assertThat(show(new RoomEvent.Joined(AT, HERE, new Person("alice", true))))
                .isEqualTo("14:35 alice✓ joined");
        assertThat(show(new MessageEvent.Said(
                        AT, HERE, utterance(new Person("alice", true), "hi", Kind.MESSAGE, false), false)))
                .isEqualTo("14:35 alice✓: hi");
    }

    @Test
    void whoOneIsTakesSomeLines() {
        Identity ca = TestCertificates.ca("lab");
        Instant end = AT.plus(Duration.ofDays(30));
        X509Certificate alice =
                TestCertificates.issuedBy(ca, "alice").valid(AT, end).make().certificate();
        X509Certificate server =
                TestCertificates.selfSigned("srv").valid(AT, end).make().certificate();
        TlsSession tls = new TlsSession(List.of(server), "TLSv1.3", "TLS_AES_128_GCM_SHA256", "X25519MLKEM768");
        Event event = new SessionEvent.Identified(AT, "alice", "alice", alice, "chat.example.org:8443", tls);
        assertThat(show(event))
                .isEqualTo("""
                14:35 you are alice, account alice
                      your certificate  CN=alice, issued by CN=lab, valid until 2026-12-23 (30 days)
                                        SHA-256 %s
                      the server        chat.example.org:8443, CN=srv, self-signed, valid until 2026-12-23 (30 days)
                                        SHA-256 %s
                      secured by        TLSv1.3, TLS_AES_128_GCM_SHA256, X25519MLKEM768""".formatted(CertificateName.fingerprint(alice), CertificateName.fingerprint(server)));
        assertThat(new JsonRenderer().render(event))
                .contains(
                        "\"type\":\"identified\"",
                        "\"account\":\"alice\",\"certificate\":{\"subject\":\"CN=alice\",\"issuer\":\"CN=lab\","
                                + "\"until\":\"2026-12-23T09:05:00Z\",\"sha256\":\""
                                + CertificateName.fingerprint(alice),
                        "\"server-certificate\":{\"subject\":\"CN=srv\"",
                        "\"group\":\"X25519MLKEM768\"}");
    }

    @Test
    void aNameHasItsColour() {
        assertThat(STYLES.nick("ada")).isEqualTo(STYLES.nick("ADA")).isNotEqualTo(STYLES.nick("bob"));
    }

    @Test
    void nothingOfTheNetworkReachesTheTerminalAsAnEscapeSequence() {
        String evil = "\u001B]0;title\u0007\u009B2J\u202E\r\n";
        Place place = new Place("#" + evil, false);
        List<Event> events = List.of(
                new SessionEvent.Connected(AT, evil, evil, true),
                new RoomEvent.Entered(AT, place, evil, List.of(guest(evil), guest(evil)), true),
                new MessageEvent.Said(AT, place, utterance(guest(evil), evil, Kind.MESSAGE, false), true),
                new MessageEvent.Said(
                        AT,
                        place,
                        utterance(guest(evil), evil, Kind.ACTION, false).withOrigin(Origin.FOUND),
                        false),
                new MessageEvent.Whispered(AT, evil, utterance(guest(evil), evil, Kind.NOTICE, true)),
                new MessageEvent.Deleted(AT, place, guest(evil), evil, null, false),
                new MessageEvent.Said(AT, place, answer(evil), true),
                new MessageEvent.Whispered(AT, evil, answer(evil)),
                new MessageEvent.Reacted(AT, place, guest(evil), evil, true, new Quote(evil, evil, evil), false),
                new MessageEvent.Elsewhere(AT, new MessageEvent.Said(AT, place, answer(evil), true), "Alt-a"),
                new MessageEvent.Unfolded(AT, 1),
                new UserEvent.Typing(AT, place, guest(evil), UserEvent.Writing.ACTIVE),
                new MessageEvent.Divider(AT, place, MessageEvent.Border.UNREAD, AT, 0, true),
                new MessageEvent.Sending(AT, place, evil, evil),
                new MessageEvent.Undelivered(AT, place, evil, evil, evil),
                new MessageEvent.Waiting(AT, 1),
                new RoomEvent.Joined(AT, place, guest(evil)),
                new RoomEvent.Left(AT, place, evil, evil, evil, false),
                new RoomEvent.Mode(AT, place, evil, true, 'b', evil, false),
                new RoomEvent.Mode(AT, place, evil, false, '\u001B', evil, false),
                new RoomEvent.Invited(AT, evil, evil, evil, true),
                new RoomEvent.Invited(AT, evil, evil, evil, false),
                new UserEvent.Away(AT, guest(evil), evil),
                new RoomEvent.Renamed(AT, place, evil, evil, evil),
                new RoomEvent.Members(AT, place, List.of(guest(evil))),
                new UserEvent.Quit(AT, evil, evil),
                new UserEvent.Renamed(AT, evil, evil, true),
                new RoomEvent.Topic(AT, place, evil, evil),
                new Notice.Info(AT, evil),
                new Notice.Failed(AT, evil, evil),
                new Notice.Warned(AT, evil, evil),
                new SessionEvent.Lost(AT, evil, 1),
                new SessionEvent.Ended(AT, evil));
        for (Event event : events) {
            String line = show(event).replace("\n      ", " ↵ "); // indented further lines
            assertThat(line.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x202E))
                    .as("%s", event)
                    .isFalse();
            assertThat(new JsonRenderer()
                            .render(event)
                            .codePoints()
                            .anyMatch(c -> Character.isISOControl(c) || c == 0x202E))
                    .as("%s as JSON", event)
                    .isFalse();
        }
    }

    @Test
    void aMentionStandsOutAndSoDoesTheNameInIt() {
        renderer.render(new SessionEvent.Connected(AT, "localhost:8443", "ada", false));
        Utterance utterance = utterance(guest("bob"), "canada? no, Ada: @ada", Kind.MESSAGE, false);
        for (Origin origin : List.of(Origin.LIVE, Origin.MISSED, Origin.PAST)) {
            AttributedString line =
                    renderer.render(new MessageEvent.Said(AT, HERE, utterance.withOrigin(origin), true));
            assertThat(line.toString()).isEqualTo("14:35 bob: canada? no, Ada: @ada");
            AttributedStyle mention = STYLES.of(Tone.MENTION);
            AttributedStyle text = STYLES.of(origin == Origin.PAST ? Tone.PLAIN : Tone.BOLD);
            assertThat(line.styleAt(14)).isEqualTo(text);
            assertThat(line.styleAt(23)).isEqualTo(mention);
            assertThat(line.styleAt(26)).isEqualTo(text);
            assertThat(line.styleAt(29)).isEqualTo(mention);
        }
    }

    @Test
    void aLongMessageIsFoldedOnAScreenAndShownOnDemand() {
        Renderer screen = screen(80);
        assertThat(screen.render(lengthy(21, "1")).toString()).isEqualTo("14:35 ada: line 1" + rows(2, 21));
        assertThat(screen.render(lengthy(22, "2")).toString())
                .isEqualTo("14:35 ada: line 1" + rows(2, 20) + "\n      … 2 more lines, /show");
        assertThat(screen.render(lengthy(400, "3")).toString())
                .isEqualTo("14:35 ada: line 1" + rows(2, 20) + "\n      … 380 more lines, /show 2");
        assertThat(screen.render(lengthy(400, "3")).toString()).endsWith("/show 2"); // again
        assertThat(screen.render(new MessageEvent.Unfolded(AT, 0)).toString())
                .isEqualTo("14:35 ada: line 1" + rows(2, 400));
        assertThat(screen.render(new MessageEvent.Unfolded(AT, 1)).toString())
                .isEqualTo("14:35 ada: line 1" + rows(2, 22));
        assertThat(screen.render(new MessageEvent.Unfolded(AT, 3)).toString())
                .isEqualTo("14:35 there is no long message 3 to show");
        assertThat(show(lengthy(400, "3"))).isEqualTo("14:35 ada: line 1" + rows(2, 400)); // in a file
        assertThat(screen.render(lengthy(400, "4").withPlace(new Place("#whole", true)))
                        .toString())
                .isEqualTo("14:35 ada: line 1" + rows(2, 400));
    }

    @Test
    void aDeletedMessageCannotBeUnfolded() {
        Renderer screen = screen(80);
        screen.render(lengthy(400, "1"));
        screen.render(new MessageEvent.Deleted(AT, HERE, guest("ada"), "1", null, true));
        assertThat(screen.render(new MessageEvent.Unfolded(AT, 1)).toString())
                .isEqualTo("14:35 there is no long message 1 to show");
        assertThat(screen.render(new MessageEvent.Unfolded(AT, 0)).toString())
                .isEqualTo("14:35 there is no long message to show");
    }

    @Test
    void foldingHidesNoMentionAndNoMark() {
        Renderer screen = screen(80);
        screen.render(new SessionEvent.Connected(AT, "localhost:8443", "bob", false));
        String text = "x\n".repeat(30) + "bob, see?";
        Utterance theirs = utterance(guest("ada"), text, Kind.MESSAGE, false);
        assertThat(screen.render(new MessageEvent.Said(AT, HERE, theirs, true)).toString())
                .endsWith("\n      … 11 more lines, /show · they name you");
        Utterance own = new Utterance(guest("bob"), text, Kind.MESSAGE, true, "2", Origin.CONFIRMED);
        assertThat(screen.render(new MessageEvent.Said(AT, HERE, own, true)).toString())
                .endsWith("\n      … 11 more lines, /show 2 ✓");
        assertThat(screen.render(new MessageEvent.Undelivered(AT, HERE, text, "no such room", "L"))
                        .toString())
                .endsWith("\n      … 11 more lines, /show 3: no such room");
        assertThat(screen.render(new MessageEvent.Unfolded(AT, 3)).toString())
                .startsWith("14:35 ! x\n      x\n")
                .endsWith("\n      bob, see?: no such room");
    }

    @Test
    void aMessageElsewhereIsOneRow() {
        Utterance utterance =
                utterance(guest("bob"), "ada, look at this long message, please\nand more", Kind.MESSAGE, false);
        Event elsewhere = new MessageEvent.Elsewhere(AT, new MessageEvent.Said(AT, THERE, utterance, true), "Alt-a");
        assertThat(screen(80).render(elsewhere).toString())
                .isEqualTo("14:35 → #tea bob: ada, look at this long message, please … · Alt-a");
        assertThat(screen(40).render(elsewhere).toString()).isEqualTo("14:35 → #tea bob: ada, look at… · Alt-a");
    }

    private static Renderer screen(int columns) {
        return new Renderer(
                new Timestamps(ZoneId.of("Asia/Kolkata"), "HH:mm", () -> STYLES, () -> columns),
                new LongMessages(place -> !place.equals("#whole")));
    }

    private static Event lengthy(int lines, String id) {
        String text = "line 1" + rows(2, lines).replace("\n      ", "\n");
        return new MessageEvent.Said(
                AT, HERE, new Utterance(guest("ada"), text, Kind.MESSAGE, false, id, Origin.LIVE), false);
    }

    private static String rows(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "\n      line " + i)
                .collect(Collectors.joining());
    }

    private String said(Place place, Kind kind, String text) {
        return show(new MessageEvent.Said(AT, place, utterance(guest("ada"), text, kind, false), false));
    }

    private static Utterance utterance(Person from, String text, Kind kind, boolean mine) {
        return new Utterance(from, text, kind, mine, "1", Origin.LIVE);
    }

    private static Utterance answer(String evil) {
        return new Utterance(guest(evil), evil, Kind.ACTION, false, "1", Origin.LIVE, new Quote(evil, evil, evil));
    }

    private static Person guest(String nick) {
        return new Person(nick, false);
    }

    private String show(Event event) {
        return renderer.render(event).toString();
    }
}
