package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    @Test
    void takesALineApart() {
        Message message = Message.parse("@time=12:00;+x=a\\sb :ada!a@host privmsg  #lobby :hello,  world ");
        assertThat(message.tags()).containsExactly(Map.entry("time", "12:00"), Map.entry("+x", "a b"));
        assertThat(message.source()).isEqualTo("ada!a@host");
        assertThat(message.nick()).isEqualTo("ada");
        assertThat(message.command()).isEqualTo("PRIVMSG");
        assertThat(message.params()).containsExactly("#lobby", "hello,  world ");
        assertThat(message.trailing()).isEqualTo("hello,  world ");
        assertThat(message.param(2)).isNull();
    }

    @Test
    void theFifteenthParameterTakesTheRest() {
        assertThat(Message.parse("X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16").params())
                .hasSize(15)
                .endsWith("14", "15 16");
        assertThat(Message.parse("X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 :15 16").params())
                .hasSize(15)
                .endsWith("15 16");
    }

    @Test
    void anEmptyTrailingParameterIsOne() {
        assertThat(Message.parse("TOPIC #lab :").params()).containsExactly("#lab", "");
        assertThat(Message.parse("TOPIC #lab ").params()).containsExactly("#lab");
        assertThat(Message.parse("PRIVMSG #lab ::)").params()).containsExactly("#lab", ":)");
    }

    @Test
    void tagValuesAreUnescapedAsTheSpecificationSays() {
        assertThat(Message.parse("@a=\\:\\s\\\\\\r\\n\\x\\;b;c=;=d X").tags())
                .containsExactly(Map.entry("a", "; \\\r\nx"), Map.entry("b", ""), Map.entry("c", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING",
                "PING x",
                "PING :",
                "PING ::x",
                ":server 001 ada :Welcome home",
                "@a=b\\sc;d :ada!a@h PRIVMSG #lobby :hello world",
                "@time=x TAGMSG #lobby"
            })
    void writesWhatItHasRead(String line) {
        assertThat(Message.parse(line)).hasToString(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":source", "@tags", "@tags :source "})
    void aLineNeedsACommand(String line) {
        assertThatThrownBy(() -> Message.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverWritesWhatWouldBeReadAsSomethingElse() {
        assertThatThrownBy(() -> Message.of("X", "a b", "c").toString()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Message.of("X", "", "c").toString()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Message.of("X", "a\r\nQUIT").toString()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isImmutable() {
        List<String> params = Message.parse("X a").params();
        assertThatThrownBy(() -> params.add("b")).isInstanceOf(UnsupportedOperationException.class);
    }
}
