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
        refused("one\ngrüße\nthree\n", ISO_8859_1, "line 2 of the input is not valid UTF-8");
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
    void afterARefusedLineTheNextOneCanBeRead() {
        String long1 = "x".repeat(3 * TextLines.MAX_BYTES);
        byte[] bytes = ("one\nt\0wo\r\n" + long1 + "\rgr\u00fc\nfour\nf\0ive").getBytes(ISO_8859_1);
        TextLines lines = new TextLines(new ByteArrayInputStream(bytes));
        assertThat(lines.next()).isEqualTo("one");
        for (String reason : List.of("line 2 of the input contains", "line 3 of the input is longer", "line 4 of")) {
            assertThatThrownBy(lines::next).isInstanceOf(Problem.class).hasMessageStartingWith(reason);
            lines.skip();
        }
        assertThat(lines.next()).isEqualTo("four");
        assertThat(lines.number()).isEqualTo(5);
        assertThatThrownBy(lines::next).isInstanceOf(Problem.class);
        lines.skip();
        assertThat(lines.next()).isNull();
        assertThat(lines.isBroken()).isFalse();
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
