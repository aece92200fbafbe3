package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void anObjectIsOnOneLine() {
        String line = JsonLine.of(json -> {
            json.writeStringField("text", "\"Zoë\" \\ 👋/");
            json.writeNumberField("count", -1);
            json.writeBooleanField("more", true);
            json.writeArrayFieldStart("nicks");
            json.writeString("ada");
            json.writeEndArray();
        });

        assertThat(line)
                .isEqualTo("{\"text\":\"\\\"Zoë\\\" \\\\ 👋/\",\"count\":-1,\"more\":true,\"nicks\":[\"ada\"]}");
    }

    @Test
    void unsafeCharactersAreEscaped() {
        String unsafe = "\0\u001B[2J\n\t\u007F\u009B\u202E\u2028" + Character.toString(0xE0067) + "\uD83D";

        assertThat(JsonLine.of(json -> json.writeStringField("k\u200B", unsafe)))
                .isEqualTo("{\"k\\u200b\":\"\\u0000\\u001b[2J\\u000a\\u0009\\u007f\\u009b\\u202e\\u2028"
                        + "\\udb40\\udc67\\ud83d\"}");
    }
}
