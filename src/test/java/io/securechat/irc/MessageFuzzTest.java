package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Fuzz;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Message#parse} with random lines. */
class MessageFuzzTest {
    private static final List<String> LINES = List.of(
            "PRIVMSG #lobby :hello world",
            "@time=2026-11-23T10:00:00.000Z;msgid=a\\sb\\:;+draft/reply=x :ada!a@h PRIVMSG #a,b :x",
            ":srv 353 ada = #lobby :@bob!b@h +cy",
            "@a;b=;=c;d=\\ ::x  CMD  a b  :",
            "@; @y :a b");

    @Test
    void aParsedLineRoundTrips() {
        Fuzz.check(fuzz -> {
            String line = line(fuzz);
            Message message;
            try {
                message = Message.parse(line);
            } catch (IllegalArgumentException noCommand) {
                return;
            }
            assertThat(message.params()).hasSizeLessThanOrEqualTo(Message.MAX_PARAMS);
            assertThat(message.command()).isNotEmpty();
            assertThat(message.nick()).doesNotContain("!", "@");
            if (line.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                assertThat(Message.parse(message.toString())).as(line).isEqualTo(message);
            }
        });
    }

    private static String line(Fuzz fuzz) {
        StringBuilder line = new StringBuilder(fuzz.pick(LINES));
        for (int changes = fuzz.below(6); changes > 0; changes--) {
            int at = fuzz.below(line.length() + 1);
            switch (fuzz.below(3)) {
                case 0 -> line.insert(at, fuzz.text());
                case 1 -> line.delete(at, Math.min(line.length(), at + fuzz.below(6)));
                default -> line.insert(at, fuzz.pick(" ", ":", "@", ";", "=", "\\", " :", "@a "));
            }
        }
        return line.toString();
    }
}
