package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {
    @Test
    void anObjectIsOnOneLine() {
        String line = JsonLine.of(json -> {
            json.put("text", "\"Zoë\" \\ 👋/").put("count", -1).put("more", true);
            json.put("nicks", List.of("ada")).put("tags", tags -> tags.put("k", "v"));
        });

        assertThat(line)
                .isEqualTo(
                        "{\"text\":\"\\\"Zoë\\\" \\\\ 👋/\",\"count\":-1,\"more\":true,\"nicks\":[\"ada\"],\"tags\":{\"k\":\"v\"}}");
    }

    @Test
    void unsafeCharactersAreEscaped() {
        String unsafe = "\0\u001B[2J\n\t\u007F\u009B\u202E\u2028" + Character.toString(0xE0067) + "\uD83D";

        assertThat(JsonLine.of(json -> json.put("k\u200B", unsafe)))
                .isEqualTo("{\"k\\u200b\":\"\\u0000\\u001b[2J\\u000a\\u0009\\u007f\\u009b\\u202e\\u2028"
                        + "\\udb40\\udc67\\ud83d\"}");
    }

    @Test
    void aFlatObjectIsRead() {
        assertThat(JsonLine.read(
                        " {\"text\": \"\\\"Zo\\u00eb\\\" \\n☕\", \"limit\":-5,\"on\":true, \"off\":false,\"\":\"\"} "))
                .containsExactly(
                        Map.entry("text", "\"Zoë\" \n☕"),
                        Map.entry("limit", -5),
                        Map.entry("on", true),
                        Map.entry("off", false),
                        Map.entry("", ""));
        assertThat(JsonLine.read("{}")).isEmpty();
        String unsafe = "\0\u001B\u202E\n";
        assertThat(JsonLine.read(JsonLine.of(json -> json.put("k", unsafe)))).containsExactly(Map.entry("k", unsafe));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                     | it is not a JSON object
            []                     | it is not a JSON object
            "text"                 | it is not a JSON object
            {"a":"b"} {}           | something behind
            {"a":"b"               | it is not valid JSON
            {"a":"b               | it is not valid JSON
            {a:"b"}                | it is not valid JSON
            {'a':'b'}              | it is not valid JSON
            {"a":"b",}             | it is not valid JSON
            {"a":"b" /* c */}      | it is not valid JSON
            {"a":"\\x"}            | it is not valid JSON
            {"a":NaN}              | it is not valid JSON
            {"a":1,"a":2}          | Duplicate field 'a'
            {"a":1.5}              | "a" is neither
            {"a":null}             | "a" is neither
            {"a":["b"]}            | "a" is neither
            {"a":{"b":"c"}}        | "a" is neither
            {"a":2147483648}       | "a" is too large
            """)
    void everythingElseIsRefused(String line, String reason) {
        assertThatThrownBy(() -> JsonLine.read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void deepAndLongInputIsRefusedAtOnce() {
        for (String line : List.of(
                "{\"a\":".repeat(100_000),
                "[".repeat(1_000_000),
                "{\"a\":" + "[".repeat(1_000_000),
                "{\"a\":" + "9".repeat(1_000_000) + "}",
                "{\"" + "n".repeat(1_000_000) + "\":1}")) {
            assertThatThrownBy(() -> JsonLine.read(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
