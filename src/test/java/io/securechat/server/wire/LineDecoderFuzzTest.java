package io.securechat.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.securechat.Fuzz;
import io.securechat.irc.Message;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LineDecoder} with random bytes. */
class LineDecoderFuzzTest {
    private static final List<byte[]> LINES = List.of(
            "PING x\r\n".getBytes(UTF_8),
            "@label=a;+b=c :x PRIVMSG #lobby :grüße 🎉\n".getBytes(UTF_8),
            "\r\n".getBytes(UTF_8),
            "@a \r\n".getBytes(UTF_8),
            ("@label=7;+a=" + "x".repeat(Message.MAX_CLIENT_TAGS - 14) + " PING x\r\n").getBytes(UTF_8),
            ("PRIVMSG a :" + "é".repeat(250) + "\r\n").getBytes(UTF_8),
            ("@label=8 " + "y".repeat(Message.MAX_CLIENT_TAGS + Message.MAX_BODY) + "\r\n").getBytes(UTF_8));

    @Test
    void theLinesAreTheSameHoweverTheBytesAreCut() {
        Fuzz.check(fuzz -> {
            byte[] bytes = bytes(fuzz);
            List<String> whole = decode(bytes, bytes.length, fuzz);
            assertThat(decode(bytes, 1 + fuzz.below(40), fuzz)).isEqualTo(whole);
            if (bytes.length < 2000) {
                assertThat(decode(bytes, 1, fuzz)).isEqualTo(whole);
            }
            assertThat(decode(bytes, 4096, fuzz)).isEqualTo(whole);
            long ends =
                    new String(bytes, ISO_8859_1).chars().filter(c -> c == '\n').count();
            assertThat(whole.size()).isLessThanOrEqualTo((int) ends);
        });
    }

    private static byte[] bytes(Fuzz fuzz) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int lines = fuzz.below(8); lines >= 0; lines--) {
            byte[] line = fuzz.pick(LINES);
            bytes.writeBytes(fuzz.once(2) ? fuzz.mutate(line) : line);
            if (fuzz.once(4)) {
                bytes.writeBytes(fuzz.text().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static List<String> decode(byte[] bytes, int largest, Fuzz fuzz) {
        EmbeddedChannel channel = new EmbeddedChannel(new LineDecoder());
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, largest == bytes.length ? largest : 1 + fuzz.below(largest));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, at, length));
            at += length;
            for (Line line = channel.readInbound(); line != null; line = channel.readInbound()) {
                lines.add(describe(line));
            }
        }
        channel.finishAndReleaseAll();
        return lines;
    }

    private static String describe(Line line) {
        if (line instanceof Line.Parsed parsed) {
            return "" + parsed.message().tags() + parsed.message().source()
                    + parsed.message().command() + parsed.message().params();
        }
        Line.Rejected rejected = (Line.Rejected) line;
        var answer = Unpooled.buffer();
        rejected.refusal().answer("server", "nick").encode(-1, answer);
        return rejected.label() + " " + answer.toString(UTF_8);
    }
}
