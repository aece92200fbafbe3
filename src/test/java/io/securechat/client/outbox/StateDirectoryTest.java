package io.securechat.client.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDirectoryTest {
    @Test
    void everySystemHasItsPlaceForState() {
        Path home = Path.of("/home/ada");
        assertThat(StateDirectory.of("Linux", home, Map.of())).isEqualTo(Path.of("/home/ada/.local/state/securechat"));
        assertThat(StateDirectory.of("Linux", home, Map.of("XDG_STATE_HOME", "/state")))
                .isEqualTo(Path.of("/state/securechat"));
        assertThat(StateDirectory.of("Linux", home, Map.of("HOME", "/moved")))
                .isEqualTo(Path.of("/moved/.local/state/securechat"));
        assertThat(StateDirectory.of("Linux", home, Map.of("XDG_STATE_HOME", "relative")))
                .isEqualTo(Path.of("/home/ada/.local/state/securechat"));
        assertThat(StateDirectory.of("Mac OS X", home, Map.of()))
                .isEqualTo(Path.of("/home/ada/Library/Application Support/securechat"));
        assertThat(StateDirectory.of("Windows 11", home, Map.of("LOCALAPPDATA", "/local")))
                .isEqualTo(Path.of("/local/securechat"));
    }
}
