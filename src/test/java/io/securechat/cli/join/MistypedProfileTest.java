package io.securechat.cli.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Problem;
import io.securechat.client.setting.ConfigFile;
import io.securechat.client.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MistypedProfileTest {
    @TempDir
    Path directory;

    private final Problem failure = new Problem("there is no file client.crt", "check its name");

    @Test
    void theProfilesAreListed() throws IOException {
        Settings settings = settings("[work]\nport = 1\n[home]\nport = 1\n", "");

        Problem problem = MistypedProfile.explain("wrok", settings, failure);
        assertThat(problem).hasMessage("'wrok' is neither a profile nor a host");
        assertThat(problem.hint())
                .isEqualTo("did you mean work? " + settings.file().path() + " has the profiles work, home");
        assertThat(MistypedProfile.explain("no_such_name", settings, failure).hint())
                .startsWith(settings.file().path() + " has the profiles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "ada@wrok", "chat.invalid", "ircs://wrok"})
    void otherServersAreNot(String typed) throws IOException {
        assertThat(MistypedProfile.explain(typed, settings("[work]\nport = 1\n", ""), failure))
                .isSameAs(failure);
    }

    @Test
    void withoutProfilesOrWithOneNothingIsMistyped() throws IOException {
        assertThat(MistypedProfile.explain("wrok", Settings.defaults(), failure))
                .isSameAs(failure);
        assertThat(MistypedProfile.explain("wrok", settings("[work]\nhost = wrok\n", "work"), failure))
                .isSameAs(failure);
    }

    private Settings settings(String text, String profile) throws IOException {
        return new Settings(ConfigFile.read(Files.writeString(directory.resolve("join.conf"), text)), profile);
    }
}
