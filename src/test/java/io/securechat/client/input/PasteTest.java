package io.securechat.client.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.connection.MultilineLimits;
import io.securechat.client.request.LongMessage;
import io.securechat.irc.Utf8;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasteTest {
    private static final int ROOM = 400;
    private static final MultilineLimits LIMITS = new MultilineLimits(32_768, 300);

    @Test
    void twoHundredLinesAreOneMessage() {
        String text = lines(200);
        Paste paste = new Paste(text, LIMITS, ROOM);
        assertThat(paste.messages()).containsExactly(text);
        assertThat(paste.question("#lobby")).contains("send these 200 lines, 2 KiB, as one message to #lobby? y/N ");
    }

    @Test
    void whatIsTooLargeForOneMessageBecomesAsFewAsPossible() {
        String text = lines(650);
        Paste paste = new Paste(text, LIMITS, ROOM);
        assertThat(paste.messages()).hasSize(3);
        assertThat(String.join("\n", paste.messages())).isEqualTo(text);
        assertThat(paste.question("#lobby"))
                .contains("these 650 lines, 7 KiB, exceed the server's limit for one message (300 lines, 32 KiB);"
                        + " send 3 messages to #lobby? y/N ");
    }

    @Test
    void noMessageIsLargerThanTheServerTakes() {
        String text = IntStream.range(0, 40)
                .mapToObj(i -> "ä word ".repeat(70 * (i % 7)))
                .collect(Collectors.joining("\n"));
        MultilineLimits small = new MultilineLimits(3000, 12);
        Paste paste = new Paste(text, small, ROOM);
        assertThat(paste.messages())
                .hasSizeGreaterThan(5)
                .allSatisfy(message -> assertThat(small.allow(Utf8.length(message), LongMessage.lines(message, ROOM)))
                        .isTrue());
        assertThat(String.join("", paste.messages()).replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    }

    @Test
    void blankLinesAreKeptWithinAMessageOnly() {
        assertThat(new Paste("\n\none\n\ntwo\n\n", LIMITS, ROOM).messages()).containsExactly("one\n\ntwo");
        assertThat(new Paste("one\n\ntwo", MultilineLimits.NONE, ROOM).messages())
                .containsExactly("one", "two");
        assertThat(new Paste(" \n\n ", LIMITS, ROOM).messages()).isEmpty();
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "line " + (1000 + i)).collect(Collectors.joining("\n"));
    }
}
