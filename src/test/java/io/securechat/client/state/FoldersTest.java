package io.securechat.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Linux      |                        | /home/ada/.local/state                     | /home/ada/.config
            Linux      | XDG_STATE_HOME=/s      | /s                                         | /home/ada/.config
            Linux      | XDG_CONFIG_HOME=/c     | /home/ada/.local/state                     | /c
            Linux      | XDG_CONFIG_HOME=here   | /home/ada/.local/state                     | /home/ada/.config
            Linux      | HOME=/moved            | /moved/.local/state                        | /moved/.config
            Mac OS X   |                        | /home/ada/Library/Application Support      | /home/ada/Library/Application Support
            Mac OS X   | XDG_CONFIG_HOME=/c     | /home/ada/Library/Application Support      | /c
            Windows 11 | LOCALAPPDATA=/local    | /local                                     | /home/ada/AppData/Roaming
            Windows 11 | APPDATA=/roaming       | /home/ada/AppData/Local                    | /roaming
            """)
    void everySystemHasItsPlaces(String system, String variable, String state, String config) {
        String[] pair = variable == null ? new String[] {"NONE", ""} : variable.split("=", -1);
        Folders folders = new Folders(system, Path.of("/home/ada"), Map.of(pair[0], pair[1]));

        assertThat(folders.state()).isEqualTo(Path.of(state, "securechat"));
        assertThat(folders.config()).isEqualTo(Path.of(config, "securechat"));
    }
}
