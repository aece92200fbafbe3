package io.securechat.client.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Fuzz;
import io.securechat.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands of programs with random lines. */
class CommandFuzzTest {
    private static final List<String> LINES = List.of(
            "{\"command\":\"say\",\"text\":\"hello\",\"room\":\"#tea\",\"id\":\"1\"}",
            "{\"v\":1,\"command\":\"topic\",\"text\":\"\\u0000\\ud83d\"}",
            "{\"command\":\"history\",\"limit\":5,\"before\":\"2026-11-24T09:00:00Z\"}",
            "{\"command\":\"kick\",\"name\":\"bob\",\"reason\":\"\\n\"}",
            "{\"command\":[{\"a\":1e400}]}");

    @Test
    void aLineIsACommandOrASentence() {
        Fuzz.check(fuzz -> {
            String line = line(fuzz);
            try {
                Call call = Call.of(line, "#lobby");
                ScriptCommand command = call.command();
                for (Field field : command.fields()) {
                    assertThat(call.text(field.name())).as(line).doesNotContain("\0");
                    if (field.kind() != Field.Kind.TEXT) {
                        assertThat(call.text(field.name())).as(line).doesNotContain("\r", "\n");
                    }
                }
            } catch (Problem refused) {
                assertThat(refused.getMessage()).as(line).isNotEmpty().hasSizeLessThan(1000);
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
                default -> line.insert(at, fuzz.pick("\"", "{", "}", "[", ",", ":", "\\", "\\n", "\\u000d", "-", "1"));
            }
        }
        return line.toString();
    }
}
