package io.securechat.client.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLinesTest {
    private final List<String> read = new ArrayList<>();

    @Test
    void eachKindOfLineEndEndsALine() {
        readAll("one\ntwo\r\nthree\rfour\n\n\r\nfive", UTF_8);
        assertThat(read).containsExactly("one", "two", "three", "four", "", "", "five");
    }

    @Test
    void theEndOfTheInputMakesNoLine() {
        readAll("one\n", UTF_8);
        assertThat(read).containsExactly("one");
    }

    @Test
    void aByteOrderMarkIsSkippedAtTheBeginningOnly() {
        readAll("\uFEFFgrüße, 世界 👍\n\uFEFFtwo\n", UTF_8);
        assertThat(read).containsExactly("grüße, 世界 👍", "\uFEFFtwo");
    }

    @Test
    void otherEncodingsAreRefusedWithTheNumberOfTheLine() {
        refused(
                "one\ngrüße\nthree\n",
                ISO_8859_1,
                "line 2 of the input is not valid UTF-8; neither it nor any later line was sent");
        assertThat(read).containsExactly("one");
        read.clear();
        refused("grüße\n", UTF_16, "line 1 of the input ");
        assertThat(read).isEmpty();
    }

    @Test
    void aCharacterThatIsCutOffAtTheEndIsRefused() {
        byte[] bytes = "one\ntwo é".getBytes(UTF_8);
        refused(new ByteArrayInputStream(bytes, 0, bytes.length - 1), "line 2 of the input is not valid UTF-8");
    }

    @Test
    void binaryInputIsRefused() {
        refused("one\nt\0wo\n", UTF_8, "line 2 of the input contains a NUL byte");
        assertThat(read).containsExactly("one");
    }

    @Test
    void aLineHasALimitAndNoMoreThanThatIsRead() throws IOException {
        String longest = "x".repeat(TextLines.MAX_BYTES);
        readAll(longest + "\n" + longest, UTF_8);
        assertThat(read).containsExactly(longest, longest);
        InputStream endless =
                new ByteArrayInputStream("x".repeat(20 * TextLines.MAX_BYTES).getBytes(UTF_8));
        refused(endless, "line 1 of the input is longer than 65536 bytes");
        assertThat(endless.available()).isGreaterThan(18 * TextLines.MAX_BYTES);
    }

    @Test
    void anInputThatFailsIsTold() {
        refused(new PipedInputStream(), "cannot read the input: Pipe not connected");
    }

    private void readAll(String text, Charset charset) {
        readAll(new ByteArrayInputStream(text.getBytes(charset)));
    }

    private void readAll(InputStream in) {
        TextLines lines = new TextLines(in);
        for (String line = lines.next(); line != null; line = lines.next()) {
            read.add(line);
        }
    }

    private void refused(String text, Charset charset, String message) {
        refused(new ByteArrayInputStream(text.getBytes(charset)), message);
    }

    private void refused(InputStream in, String message) {
        assertThatThrownBy(() -> readAll(in)).isInstanceOf(Problem.class).hasMessageStartingWith(message);
    }
}
