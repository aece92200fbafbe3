package io.securechat.client.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void anAddressEndsBeforeThePunctuationOfTheSentence() {
        assertThat(addresses("see https://example.org/a, or (http://example.org/b_(c))."))
                .containsExactly("https://example.org/a", "http://example.org/b_(c)");
        assertThat(addresses("<HTTPS://EXAMPLE.org/?q=ä#1> ircs://irc.example:6697/#lobby!"))
                .containsExactly("HTTPS://EXAMPLE.org/?q=ä#1", "ircs://irc.example:6697/#lobby");
        assertThat(addresses("example.org https:// nohttp file:///etc/passwd javascript:alert(1)"))
                .isEmpty();
        assertThat(addresses("https://[2001:db8::1]/x")).containsExactly("https://[2001:db8::1]/x");
        assertThat(addresses("https://...")).isEmpty();
    }

    @Test
    void aLinkHasVisibleAsciiOnly() {
        assertThat(Links.begin("https://example.org/ä")).isEqualTo("\u001B]8;;https://example.org/%C3%A4\u001B\\");
        assertThat(Links.end()).isEqualTo("\u001B]8;;\u001B\\");
        assertThat(Links.begin("https://example.org/" + "x".repeat(3000))).isEmpty();
    }

    @Test
    void onlyTerminalsThatAreKnownToHaveLinksGetThem() {
        assertThat(List.of(
                        Map.of("TERM", "xterm-kitty"),
                        Map.of("TERM", "foot-extra"),
                        Map.of("TERM", "xterm-256color", "VTE_VERSION", "7600"),
                        Map.of("TERM", "xterm-256color", "TERM_PROGRAM", "iTerm.app"),
                        Map.of("TERM", "xterm-256color", "WT_SESSION", "1")))
                .allMatch(Links::isSupported);
        assertThat(List.of(
                        Map.<String, String>of(),
                        Map.of("TERM", "linux"),
                        Map.of("TERM", "dumb"),
                        Map.of("TERM", "xterm-256color"),
                        Map.of("TERM", "xterm-256color", "VTE_VERSION", "4600"),
                        Map.of("TERM", "xterm-256color", "VTE_VERSION", "many"),
                        Map.of("TERM", "tmux-256color", "VTE_VERSION", "7600"),
                        Map.of("TERM", "screen-256color", "TERM_PROGRAM", "iTerm.app"),
                        Map.of("TERM", "xterm-256color", "TMUX", "/tmp/t,1,0", "VTE_VERSION", "7600")))
                .noneMatch(Links::isSupported);
    }

    private static List<String> addresses(String text) {
        List<String> found = new ArrayList<>();
        for (Matcher match = Links.ADDRESS.matcher(text); match.find(); ) {
            found.add(Links.address(match));
        }
        return found;
    }
}
