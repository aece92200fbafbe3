package io.securechat.client.style;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.setting.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class LookTest {
    private final Settings settings = Settings.defaults();

    @Test
    void aTerminalGetsAsManyColoursAsItHas() throws IOException {
        assertThat(dim("xterm-256color", Map.of())).isEqualTo("\u001B[38;5;246mtext\u001B[0m");
        assertThat(dim("linux", Map.of())).isEqualTo("\u001B[2mtext\u001B[0m");
        assertThat(dim("linux", Map.of("COLORTERM", "truecolor"))).isEqualTo("\u001B[2mtext\u001B[0m");
        assertThat(dim("xterm", Map.of("COLORTERM", "truecolor"))).isEqualTo("\u001B[38;5;246mtext\u001B[0m");
        assertThat(nick("linux")).matches("\u001B\\[3[1-6];1mada\u001B\\[0m");
        assertThat(nick("vt100")).isEqualTo("\u001B[1mada\u001B[0m");
        assertThat(nick("xterm-256color")).matches("\u001B\\[38;5;\\d+mada\u001B\\[0m");
    }

    @Test
    void withoutColoursThereIsTextOnly() throws IOException {
        Look look = look("xterm-256color", false, Map.of());
        assertThat(look.printed(new AttributedString("text", look.styles().of(Tone.WRONG))))
                .isEqualTo("text");
    }

    @Test
    void linesAreWrappedToTheWidthAtTheTime() throws IOException {
        LineDisciplineTerminal terminal = terminal("xterm");
        Look look = new Look(terminal, false, settings, Map.of());
        AttributedString line = new AttributedString("12:01 bob: the width of a terminal changes");
        assertThat(look.printed(line)).isEqualTo("12:01 bob: the width of a terminal changes");
        terminal.setSize(Size.of(30, 10));
        assertThat(look.printed(line)).isEqualTo("12:01 bob: the width of a\n      terminal changes");
        assertThat(look.columns()).isEqualTo(30);
    }

    @Test
    void softWrappingIsTheTerminals() throws IOException {
        settings.set("wrap", "soft");
        Look look = look("xterm", false, Map.of());
        assertThat(look.printed(new AttributedString("word ".repeat(40)))).isEqualTo("word ".repeat(40));
    }

    @Test
    void addressesAreLinks() throws IOException {
        settings.set("links", "always");
        Look look = look("xterm", false, Map.of());
        assertThat(look.printed(new AttributedString("12:01 bob: see https://example.org/a.")))
                .isEqualTo("12:01 bob: see \u001B]8;;https://example.org/a\u001B\\https://example.org/a"
                        + "\u001B]8;;\u001B\\.");
    }

    @Test
    void aChangedSettingHoldsForTheNextLine() throws IOException {
        Look look = look("xterm-256color", true, Map.of("VTE_VERSION", "7600", "TERM", "xterm-256color"));
        AttributedString line =
                new AttributedString("https://a.example " + "word ".repeat(20).strip());
        assertThat(look.printed(line)).contains("\n      word", "\u001B]8;;https://a.example\u001B\\");
        settings.set("links", "never");
        settings.set("wrap", "soft");
        assertThat(look.printed(line)).isEqualTo(line.toString());
        settings.set("palette", "light");
        assertThat(look.styles().of(Tone.DIM)).isEqualTo(new Styles(Colours.LIGHT, 256).of(Tone.DIM));
        settings.set("room.#tea.fold", "off");
        assertThat(look.folds("#tea")).isFalse();
        assertThat(look.folds("#lobby")).isTrue();
    }

    @Test
    void aScreenReaderGetsWholeLinesWithoutColours() throws IOException {
        settings.set("plain", "on");
        Look look = look("xterm-256color", true, Map.of("VTE_VERSION", "7600", "TERM", "xterm-256color"));
        AttributedString line = new AttributedString(
                "https://a.example " + "word ".repeat(20).strip(), look.styles().of(Tone.WRONG));
        assertThat(look.printed(line)).isEqualTo(line.toString());
    }

    private String dim(String type, Map<String, String> environment) throws IOException {
        Look look = look(type, true, environment);
        return look.printed(new AttributedString("text", look.styles().of(Tone.DIM)));
    }

    private String nick(String type) throws IOException {
        Look look = look(type, true, Map.of());
        return look.printed(new AttributedString("ada", look.styles().nick("ada")));
    }

    private Look look(String type, boolean coloured, Map<String, String> environment) throws IOException {
        return new Look(terminal(type), coloured, settings, environment);
    }

    private static LineDisciplineTerminal terminal(String type) throws IOException {
        LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("test", type, new ByteArrayOutputStream(), StandardCharsets.UTF_8);
        terminal.setSize(Size.of(80, 24));
        return terminal;
    }
}
