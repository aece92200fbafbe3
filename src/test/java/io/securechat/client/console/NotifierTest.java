package io.securechat.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.event.Utterance.Origin;
import io.securechat.client.setting.Settings;
import io.securechat.tls.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifierTest {
    private static final String BELL = "\u0007";

    private final Settings settings = Settings.defaults();
    private final List<String> sent = new ArrayList<>();
    private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
    private Notifier notifier = notifier(Map.of("TERM", "xterm-256color"));

    private Notifier notifier(Map<String, String> environment) {
        return new Notifier(settings, environment, clock, sent::add);
    }

    @Test
    void theBellRingsForMentionsAndPrivateMessages() {
        notifier.accept(said("#dev", "hello", false, Origin.LIVE));
        notifier.accept(said("#dev", "ada, old", true, Origin.PAST));
        assertThat(sent).isEmpty();
        notifier.accept(said("#dev", "ada, look", true, Origin.LIVE));
        assertThat(sent).containsExactly(BELL);
        later();
        notifier.accept(whispered("psst"));
        assertThat(sent).containsExactly(BELL, BELL);
        later();
        notifier.accept(
                new MessageEvent.Elsewhere(clock.instant(), said("#ops", "ada?", true, Origin.MISSED), "Alt-a"));
        assertThat(sent).containsExactly(BELL, BELL, BELL);
    }

    @Test
    void aFloodOfMentionsRingsOnce() {
        for (int i = 0; i < 100; i++) {
            notifier.accept(said("#dev", "ada!", true, Origin.LIVE));
        }
        assertThat(sent).containsExactly(BELL);
    }

    @Test
    void theBellCanBeTurnedOffEverywhereInARoomAndForSomeHours() {
        settings.set("room.#dev.bell", "off");
        notifier.accept(said("#dev", "ada", true, Origin.LIVE));
        assertThat(sent).isEmpty();
        settings.set("quiet", "11:00-13:00");
        notifier.accept(said("#ops", "ada", true, Origin.LIVE));
        assertThat(sent).isEmpty();
        settings.set("quiet", "off");
        notifier.accept(said("#ops", "ada", true, Origin.LIVE));
        assertThat(sent).containsExactly(BELL);
        later();
        settings.set("bell", "off");
        notifier.accept(said("#ops", "ada", true, Origin.LIVE));
        assertThat(sent).containsExactly(BELL);
    }

    @Test
    void withoutTheFocusThereIsANotification() {
        notifier.focused(false);
        notifier.accept(said("#dev", "ada, \u001B]0;evil\u0007\nlook", true, Origin.LIVE));
        assertThat(sent).containsExactly(BELL + "\u001B]9;bob in #dev: ada, \uFFFD]0;evil\uFFFD look\u001B\\");
        later();
        notifier.focused(true);
        notifier.accept(whispered("psst"));
        assertThat(sent.get(1)).isEqualTo(BELL);
    }

    @Test
    void theNotificationHasTheFormThatTheTerminalKnows() {
        notifier = notifier(Map.of("TERM", "foot"));
        notifier.focused(false);
        notifier.accept(whispered("psst"));
        assertThat(sent).containsExactly(BELL + "\u001B]777;notify;bob;psst\u001B\\");
        sent.clear();
        notifier = notifier(Map.of("TERM", "tmux-256color", "TMUX", "/tmp/tmux"));
        notifier.focused(false);
        notifier.accept(whispered("x".repeat(500)));
        assertThat(sent)
                .containsExactly(
                        BELL + "\u001BPtmux;\u001B\u001B]9;bob: " + "x".repeat(120) + "…\u001B\u001B\\\u001B\\");
    }

    private void later() {
        clock.set(clock.instant().plus(Notifier.PAUSE));
    }

    private MessageEvent.Said said(String room, String text, boolean mention, Origin origin) {
        return new MessageEvent.Said(clock.instant(), new Event.Place(room, true), utterance(text, origin), mention);
    }

    private MessageEvent whispered(String text) {
        return new MessageEvent.Whispered(clock.instant(), "ada", utterance(text, Origin.LIVE));
    }

    private static Utterance utterance(String text, Origin origin) {
        return new Utterance(new Event.Person("bob", false), text, Utterance.Kind.MESSAGE, false, "", origin);
    }
}
