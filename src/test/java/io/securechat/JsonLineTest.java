package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
