package io.securechat.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalsTest {
    @Test
    void theLocaleNamesTheCharset() {
        assertThat(Terminals.charset(Map.of("LANG", "de_DE.ISO-8859-1"))).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(Terminals.charset(Map.of("LC_ALL", "", "LC_CTYPE", "de_DE.ISO8859-1@euro", "LANG", "C.UTF-8")))
                .isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(Terminals.charset(Map.of("LC_ALL", "C.utf8", "LANG", "de_DE.ISO-8859-1")))
                .isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void withoutOneItIsUtf8() {
        assertThat(Terminals.charset(Map.of())).isEqualTo(StandardCharsets.UTF_8);
        assertThat(Terminals.charset(Map.of("LC_ALL", "C"))).isEqualTo(StandardCharsets.UTF_8);
        assertThat(Terminals.charset(Map.of("LANG", "de_DE.no such"))).isEqualTo(StandardCharsets.UTF_8);
    }
}
