package io.securechat.client.console;

import io.securechat.client.event.Event;
import io.securechat.client.event.UserEvent;
import io.securechat.client.line.Editor;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.view.Writers;
import java.time.Duration;
import java.time.Instant;

/** Shows in the prompt for some seconds who is writing. */
final class TypingDisplay {
    /** Time after which notices are checked again. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Writers writers = new Writers();
    private final Settings settings;
    private final ScreenPrinter printer;
    private final Editor editor;

    TypingDisplay(Settings settings, ScreenPrinter printer, Editor editor) {
        this.settings = settings;
        this.printer = printer;
        this.editor = editor;
    }

    void accept(Event event) {
        boolean hidden = event instanceof UserEvent.Typing typing
                && !settings.get(Setting.TYPING, typing.place().room());
        if (!hidden && writers.accept(event, Instant.now())) {
            printer.execute(this::expire, TICK);
        }
    }

    private void expire() {
        editor.refresh();
        if (writers.isAny(Instant.now())) {
            printer.execute(this::expire, TICK);
        }
    }

    /** Tells who is writing in a place; empty for nobody. */
    String text(String place) {
        return writers.text(place, Instant.now());
    }
}
