package io.securechat.client.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class LookTest {
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
        Look look = look("xterm-256color", new Appearance(false, Colours.DARK, true, false), Map.of());
        assertThat(look.printed(new AttributedString("text", look.styles().of(Tone.WRONG))))
                .isEqualTo("text");
    }

    @Test
    void linesAreWrappedToTheWidthAtTheTime() throws IOException {
        LineDisciplineTerminal terminal = terminal("xterm");
        Look look = new Look(terminal, () -> new Appearance(false, Colours.DARK, true, false), Map.of());
        AttributedString line = new AttributedString("12:01 bob: the width of a terminal changes");
        assertThat(look.printed(line)).isEqualTo("12:01 bob: the width of a terminal changes");
        terminal.setSize(Size.of(30, 10));
        assertThat(look.printed(line)).isEqualTo("12:01 bob: the width of a\n      terminal changes");
        assertThat(look.columns()).isEqualTo(30);
    }

    @Test
    void softWrappingIsTheTerminals() throws IOException {
        Look look = look("xterm", new Appearance(false, Colours.DARK, false, false), Map.of());
        assertThat(look.printed(new AttributedString("word ".repeat(40)))).isEqualTo("word ".repeat(40));
    }

    @Test
    void addressesAreLinks() throws IOException {
        Look look = look("xterm", new Appearance(false, Colours.DARK, true, true), Map.of());
        assertThat(look.printed(new AttributedString("12:01 bob: see https://example.org/a.")))
                .isEqualTo("12:01 bob: see \u001B]8;;https://example.org/a\u001B\\https://example.org/a"
                        + "\u001B]8;;\u001B\\.");
    }

    private static String dim(String type, Map<String, String> environment) throws IOException {
        Look look = look(type, new Appearance(true, Colours.DARK, true, false), environment);
        return look.printed(new AttributedString("text", look.styles().of(Tone.DIM)));
    }

    private static String nick(String type) throws IOException {
        Look look = look(type, new Appearance(true, Colours.DARK, true, false), Map.of());
        return look.printed(new AttributedString("ada", look.styles().nick("ada")));
    }

    private static Look look(String type, Appearance appearance, Map<String, String> environment) throws IOException {
        return new Look(terminal(type), () -> appearance, environment);
    }

    private static LineDisciplineTerminal terminal(String type) throws IOException {
        LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("test", type, new ByteArrayOutputStream(), StandardCharsets.UTF_8);
        terminal.setSize(Size.of(80, 24));
        return terminal;
    }
}
