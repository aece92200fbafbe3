package io.securechat.client.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String CONFIG = """
            # Mine, in an order that I like.
            bell    = off
              palette=light

            quiet = 22:00-07:00
            room.#Ops.bell = on
            # wrap = soft

            [work]
            host = chat.example.org
            palette = dark
            """;

    @TempDir
    Path directory;

    @Test
    void defaults() {
        Settings settings = Settings.defaults();

        assertThat(settings.get(Setting.PALETTE)).isEqualTo(Palette.AUTO);
        assertThat(settings.get(Setting.BELL, "#tea")).isTrue();
        assertThat(settings.get(Setting.QUIET)).isEmpty();
        assertThat(settings.list())
                .hasSameSizeAs(Setting.ALL)
                .allMatch(row -> row.origin().equals("default"));
    }

    @Test
    void everyDefaultIsAValue() {
        assertThat(Setting.ALL)
                .allSatisfy(
                        setting -> assertThat(setting.parse(setting.usual())).isNotNull())
                .allSatisfy(setting -> setting.choices()
                        .forEach(choice -> assertThat(setting.parse(choice)).isNotNull()));
    }

    @Test
    void valuesAndTheirOrigins() throws Exception {
        Settings settings = settings("work");
        settings.put("color", "never", Origin.ENVIRONMENT);
        settings.put("ask", "NO", Origin.COMMAND_LINE);

        assertThat(settings.get(Setting.BELL)).isFalse();
        assertThat(settings.get(Setting.BELL, "#tea")).isFalse();
        assertThat(settings.get(Setting.BELL, "#OPS")).isTrue();
        assertThat(settings.get(Setting.COLOR)).isEqualTo(When.NEVER);
        assertThat(settings.list())
                .extracting(row -> row.key() + " = " + row.value() + " (" + row.origin() + ")")
                .contains(
                        "palette = dark (profile work)",
                        "color = never (environment)",
                        "wrap = word (default)",
                        "bell = off (file)",
                        "ask = off (command line)")
                .endsWith("room.#ops.bell = on (file)");
    }

    @Test
    void aChangeIsSavedAndLeavesTheFileAsItIs() throws Exception {
        Settings settings = settings("work");

        settings.set("bell", "ON");
        settings.set("wrap", "soft");
        settings.set("room.#OPS.bell", "off");
        settings.set("room.#tea.mute", "yes");
        settings.set("palette", "light");

        assertThat(file()).hasContent("""
                # Mine, in an order that I like.
                bell    = on
                  palette=light

                quiet = 22:00-07:00
                room.#Ops.bell = off
                wrap = soft
                room.#tea.mute = on
                # wrap = soft

                [work]
                host = chat.example.org
                palette = light
                """);
        assertThat(settings.get(Setting.MUTE, "#Tea")).isTrue();
        assertThat(settings.get(Setting.MUTE)).isFalse();
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
        assertThat(new Settings(ConfigFile.read(file()), "work").list()).isEqualTo(settings.list());
    }

    @Test
    void aChangeBesideAnEditorKeepsBoth() throws Exception {
        Settings settings = settings("");
        Files.writeString(file(), "# emptied\r\n[home]\r\nhost = example.org\r\n");

        settings.set("bell", "off");

        assertThat(file()).hasContent("# emptied\r\nbell = off\r\n\r\n[home]\r\nhost = example.org\r\n");
        Files.writeString(file(), "nonsense\n");
        assertThatThrownBy(() -> settings.set("bell", "on")).hasMessageContaining("line 1: 'nonsense'");
        assertThat(file()).hasContent("nonsense\n");
        assertThat(settings.get(Setting.BELL)).isTrue();
        assertThat(settings.list())
                .anyMatch(row -> row.key().equals("bell") && row.origin().equals("this session"));
    }

    @Test
    void theFirstChangeCreatesTheFile() {
        Path file = directory.resolve("a").resolve("b").resolve("join.conf");

        new Settings(ConfigFile.read(file), "").set("follow", "on");

        assertThat(file).hasContent("follow = on\n");
    }

    @Test
    void aLinkIsWrittenThrough() throws Exception {
        Path real = Files.writeString(directory.resolve("dotfile"), "bell = off\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        new Settings(ConfigFile.read(link), "").set("bell", "on");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("bell = on\n");
    }

    @Test
    void whatCannotBeSavedIsValidForTheSession() {
        Settings settings = new Settings(ConfigFile.read(Path.of("/dev/null")), "");

        assertThatThrownBy(() -> settings.set("palette", "light"))
                .hasMessage("cannot save this in '/dev/null': not a regular file");
        assertThat(settings.get(Setting.PALETTE)).isEqualTo(Palette.LIGHT);
    }

    @Test
    void optionsOfTheStartAreListedAndNotChanged() throws Exception {
        Settings settings = settings("work");
        settings.addOption("host", "chat.example.org", Origin.PROFILE);
        settings.addOption("host", "localhost", Origin.COMMAND_LINE);

        assertThat(settings.list()).last().extracting(Settings.Row::value).isEqualTo("chat.example.org");
        assertThatThrownBy(() -> settings.set("host", "example.org"))
                .hasMessage("'host' cannot be changed while the program runs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bell          | maybe | invalid value for bell: 'maybe'         | use on or off
            color         | blue  | invalid value for color: 'blue'         | use auto, always or never
            quiet         | 25-7  | invalid value for quiet: '25-7'         | use hours such as 22:00-07:00, or off
            bel           | on    | unknown setting 'bel'                   | did you mean bell? /settings lists all
            nonsense      | on    | unknown setting 'nonsense'              | /settings lists all
            room.#a       | on    | unknown setting 'room.#a'               | /settings lists all
            room.#a.b.bel | on    | unknown setting 'room.#a.b.bel'         | did you mean room.#a.b.bell? /settings lists all
            room.#a.wrap  | soft  | wrap cannot be set for a room           | set wrap for all rooms
            """)
    void whatIsWrongIsRefused(String key, String value, String sentence, String hint) throws Exception {
        Settings settings = settings("");

        assertThatThrownBy(() -> settings.set(key, value))
                .hasMessage(sentence)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).isEqualTo(hint));
        assertThat(file()).hasContent(CONFIG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            palette blue  | 2: 'palette blue' is not a setting
            palette=blue  | 2: invalid value for palette: 'blue'
            [a b]         | 2: '[a b]' is not a setting
            bell = on     | 2: bell is already set in line 1
            """)
    void aWrongLineOfTheFileIsNamed(String line, String sentence) throws Exception {
        Files.writeString(file(), "bell = off\n" + line + "\n");

        assertThatThrownBy(() -> new Settings(ConfigFile.read(file()), "")).hasMessage(file() + ", line " + sentence);
    }

    @Test
    void quietHours() {
        QuietHours night = QuietHours.parse("22:00-7").orElseThrow();
        QuietHours noon = QuietHours.parse("12-13:30").orElseThrow();

        assertThat(night.contains(LocalTime.of(22, 0))).isTrue();
        assertThat(night.contains(LocalTime.of(3, 0))).isTrue();
        assertThat(night.contains(LocalTime.of(7, 0))).isFalse();
        assertThat(noon.contains(LocalTime.of(13, 29))).isTrue();
        assertThat(noon.contains(LocalTime.of(11, 59))).isFalse();
        assertThat(QuietHours.parse("7")).isEmpty();
    }

    private Settings settings(String profile) throws IOException {
        Files.writeString(file(), CONFIG);
        return new Settings(ConfigFile.read(file()), profile);
    }

    private Path file() {
        return directory.resolve("join.conf");
    }

    @Test
    void somePeopleAreIgnoredAndNotEverybody() {
        Settings settings = Settings.defaults();
        settings.set("room.Bob.ignore", "on");
        settings.set(Settings.roomKey(Setting.IGNORE, "eve"), "on");
        settings.set("room.eve.ignore", "off");

        assertThat(settings.get(Setting.IGNORE, "BOB")).isTrue();
        assertThat(settings.get(Setting.IGNORE, "eve")).isFalse();
        assertThat(settings.placesWith(Setting.IGNORE)).containsExactly("bob");
        assertThatThrownBy(() -> settings.set("ignore", "on")).hasMessage("ignore is a setting of one person");
    }
}
