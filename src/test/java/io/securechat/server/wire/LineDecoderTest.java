package io.securechat.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import io.securechat.irc.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LineDecoderTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new LineDecoder());

    @BeforeAll
    static void watchForLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @AfterEach
    void closeChannel() {
        channel.finishAndReleaseAll();
    }

    @Test
    void linesEndWithLfOrCrLf() {
        assertThat(read("PING a\r\nPING b\n\r\n\nPING c\r\n")).containsExactly("PING a", "PING b", "PING c");
    }

    @Test
    void aByteOrderMarkBeforeTheFirstLineIsSkipped() {
        List<String> lines = new ArrayList<>();
        for (byte b : "\uFEFFPING a\r\nPING \uFEFFb\r\n".getBytes(UTF_8)) {
            lines.addAll(read(new byte[] {b}));
        }
        assertThat(lines).containsExactly("PING a", "PING \uFEFFb");
        assertThat(read("\uFEFFPING c\r\n")).containsExactly("\uFEFFPING c"); // an unknown command
    }

    @Test
    void aByteOrderMarkAloneIsAnEmptyLine() {
        assertThat(read("\uFEFF\r\nPING a\r\n")).containsExactly("PING a");
    }

    @Test
    void aLineMayComeByteByByte() {
        List<String> lines = new ArrayList<>();
        for (byte b : "PRIVMSG #lobby :grüße 🎉\r\nPING x\r\n".getBytes(UTF_8)) {
            lines.addAll(read(new byte[] {b}));
        }
        assertThat(lines).containsExactly("PRIVMSG #lobby :grüße 🎉", "PING x");
    }

    @Test
    void theLongestBodyAndTheLongestTagsAreTaken() {
        String body = "PING " + "x".repeat(Message.MAX_BODY - 2 - 5);
        String tags = "@+a=" + "x".repeat(Message.MAX_CLIENT_TAGS - 5) + " ";
        assertThat(tags.length()).isEqualTo(Message.MAX_CLIENT_TAGS);
        assertThat(read(tags + body + "\r\n")).containsExactly(tags + body);
    }

    @Test
    void oneByteMoreIsTooLong() {
        String body = "PING " + "x".repeat(Message.MAX_BODY - 2 - 4);
        String tags = "@+a=" + "x".repeat(Message.MAX_CLIENT_TAGS - 4) + " ";
        assertThat(read(body + "\r\n" + tags + "PING x\r\nPING y\r\n")).containsExactly("417", "417", "PING y");
    }

    @Test
    void anEndlessLineIsSkippedAndCostsNoMemory() {
        ByteBuf chunk = Unpooled.wrappedBuffer("x".repeat(100_000).getBytes(UTF_8));
        for (int i = 0; i < 100; i++) {
            channel.writeInbound(chunk.retainedDuplicate());
        }
        chunk.release();
        assertThat(read("still the same line\r\nPING x\r\n")).containsExactly("417", "PING x");
    }

    @Test
    void onlyUtf8IsTaken() {
        assertThat(read(new byte[] {'P', 'I', 'N', 'G', ' ', (byte) 0xe9, '\n', 'P', 'I', 'N', 'G', ' ', 'x', '\n'}))
                .containsExactly("INVALID_UTF8", "PING x");
    }

    @Test
    void nulAndMissingCommandsAreRefused() {
        assertThat(read("PING a\rb\r\n")).containsExactly("INVALID_CHARACTER");
        assertThat(read("PING \0\r\n:source\r\n@tag\r\n   \r\n"))
                .containsExactly("INVALID_CHARACTER", "INVALID_MESSAGE", "INVALID_MESSAGE");
    }

    @Test
    void theLabelOfWhatIsRefusedIsKept() {
        byte[] invalid = "@label=a;+b=c PRIVMSG #lobby :x\u00e9\r\n".getBytes(ISO_8859_1);
        channel.writeInbound(Unpooled.copiedBuffer(invalid));
        channel.writeInbound(Unpooled.copiedBuffer("@label=b PRIVMSG #lobby :" + "x".repeat(600) + "\n", UTF_8));
        channel.writeInbound(Unpooled.copiedBuffer("@label=\u00e9 PRIVMSG #lobby :x\n", ISO_8859_1));
        assertThat(label()).isEqualTo("a");
        assertThat(label()).isEqualTo("b");
        assertThat(label()).isNull();
    }

    private @Nullable String label() {
        return ((Line.Rejected) channel.readInbound()).label();
    }

    private List<String> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private List<String> read(byte[] bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
        List<String> lines = new ArrayList<>();
        for (Line line = channel.readInbound(); line != null; line = channel.readInbound()) {
            lines.add(describe(line));
        }
        return lines;
    }

    /** The line itself, or the numeric or the code of its refusal. */
    private static String describe(Line line) {
        if (line instanceof Line.Parsed parsed) {
            return parsed.message().toString();
        }
        ByteBuf answer = Unpooled.buffer();
        ((Line.Rejected) line).refusal().answer("server", "nick").encode(-1, answer);
        return answer.toString(UTF_8).replaceFirst(":server (?:FAIL \\S+ )?(\\S+).*\r\n", "$1");
    }
}
