package io.securechat.client.console;

import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.Utterance;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.text.Sanitizer;
import io.securechat.irc.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls the user for mentions and private messages: by the bell, and by a notification while the terminal reports that another window has
 * the focus.
 */
final class Notifier {
    /** Time between two calls. */
    static final Duration PAUSE = Duration.ofSeconds(3);

    private static final int MAX_TEXT = 120;
    private static final String BELL = "\u0007";
    private static final String END = "\u001B\\";

    private final Settings settings;
    private final Map<String, String> environment;
    private final Clock clock;
    private final Consumer<String> screen;
    private Instant last = Instant.MIN;
    private volatile boolean focused = true;

    /**
     * Creates a notifier.
     *
     * @param clock with the user's time zone, for the quiet hours
     * @param screen receives sequences for the terminal
     */
    Notifier(Settings settings, Map<String, String> environment, Clock clock, Consumer<String> screen) {
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
        this.screen = screen;
    }

    /** The terminal reports whether it has the focus. */
    void focused(boolean now) {
        focused = now;
    }

    /** Calls the user if a message is for them. */
    void accept(MessageEvent event) {
        if (event instanceof MessageEvent.Elsewhere elsewhere) {
            call(elsewhere.message());
        } else if (event instanceof MessageEvent.Spoken message
                && message.utterance().origin() == Utterance.Origin.LIVE
                && !message.utterance().mine()
                && isPersonal(message)) {
            call(message);
        }
    }

    private static boolean isPersonal(MessageEvent.Spoken message) {
        boolean mentioned = message instanceof MessageEvent.Said said && said.mention();
        return mentioned || !Names.isChannelLike(message.where());
    }

    private void call(MessageEvent.Spoken message) {
        String place = message.where();
        Instant now = clock.instant();
        boolean quiet = settings.get(Setting.QUIET)
                .filter(hours -> hours.contains(LocalTime.ofInstant(now, clock.getZone())))
                .isPresent();
        if (quiet || now.isBefore(last.plus(PAUSE))) {
            return;
        }
        StringBuilder sequence = new StringBuilder();
        if (settings.get(Setting.BELL, place)) {
            sequence.append(BELL);
        }
        if (!focused && settings.get(Setting.NOTIFY, place)) {
            sequence.append(notification(message));
        }
        if (sequence.length() > 0) {
            last = now;
            screen.accept(sequence.toString());
        }
    }

    /** OSC 777 for the terminals that know only this, OSC 9 for all others; those that know neither ignore it. */
    private String notification(MessageEvent.Spoken message) {
        String from = Sanitizer.nick(message.utterance().from().nick());
        String where = Names.isChannelLike(message.where()) ? " in " + Sanitizer.name(message.where()) : "";
        String text = Sanitizer.text(message.utterance().text().replace('\n', ' '));
        String body = text.codePointCount(0, text.length()) > MAX_TEXT
                ? text.substring(0, text.offsetByCodePoints(0, MAX_TEXT)) + "…"
                : text;
        String term = environment.getOrDefault("TERM", "");
        boolean titled = environment.containsKey("VTE_VERSION") || term.startsWith("rxvt") || term.startsWith("foot");
        String sequence = titled
                ? "\u001B]777;notify;" + (from + where).replace(';', ',') + ";" + body + END
                : "\u001B]9;" + from + where + ": " + body + END;
        return environment.containsKey("TMUX")
                ? "\u001BPtmux;" + sequence.replace("\u001B", "\u001B\u001B") + END
                : sequence;
    }
}
