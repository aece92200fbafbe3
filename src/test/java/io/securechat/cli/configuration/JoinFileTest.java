package io.securechat.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.cli.CommandTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings file of join, in the user's configuration folder. */
class JoinFileTest {
    @TempDir
    Path home;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() throws IOException {
        file = home.resolve(".config").resolve("securechat").resolve("join.conf");
        Files.createDirectories(file.getParent());
    }

    @Test
    void aProfileStandsForItsServer() throws Exception {
        write("""
                # for all
                name = ada
                cert = ~/keys/ada.crt
                bell = off

                [work]
                host = chat.example.org
                port = 7000
                pin = work.crt, /etc/lab.crt
                rooms = #dev, #ops
                name = lovelace
                no-history = on
                palette = light

                [home]
                host = ada@box
                """);

        Configuration work = join(Map.of(), "--log", "work", "work", "--json");
        assertThat(line(work))
                .containsExactlyInAnyOrder(
                        "--port=7000",
                        "--name=lovelace",
                        "--room=#dev",
                        "--room=#ops",
                        "--cert=" + home + "/keys/ada.crt",
                        "--pin=" + file.resolveSibling("work.crt"),
                        "--pin=/etc/lab.crt",
                        "--no-history",
                        "--log",
                        "work",
                        "chat.example.org",
                        "--json");
        assertThat(rows(work))
                .contains(
                        "palette = light (profile work)",
                        "bell = off (file)",
                        "host = chat.example.org (profile work)",
                        "room = #dev, #ops (profile work)",
                        "cert = " + home + "/keys/ada.crt (file)");

        assertThat(line(join(Map.of(), "home"))).contains("ada@box", "--name=ada");
        assertThat(line(join(Map.of(), "--name=bob", "chat.example.org")))
                .containsExactlyInAnyOrder("--cert=" + home + "/keys/ada.crt", "--name=bob", "chat.example.org");
        assertThat(line(join(Map.of()))).containsExactlyInAnyOrder("--name=ada", "--cert=" + home + "/keys/ada.crt");
    }

    @Test
    void theServerOfTheFileIsTheUsualOne() throws Exception {
        write("host = chat.example.org\n[lab]\nport = 7000\n[other.example.org]\n");

        assertThat(line(join(Map.of(), "--no-bell"))).containsExactly("chat.example.org", "--no-bell");
        assertThat(line(join(Map.of(), "localhost"))).containsExactly("localhost");
        assertThat(line(join(Map.of(), "lab"))).containsExactly("--port=7000", "chat.example.org");
        write("[other.example.org]\nport = 7000\n");
        assertThat(line(join(Map.of(), "other.example.org"))).containsExactly("--port=7000", "other.example.org");
        assertThat(line(join(Map.of(), "--", "other.example.org")))
                .containsExactly("--port=7000", "--", "other.example.org");
    }

    @Test
    void theEnvironmentComesBeforeTheFile() throws Exception {
        write("port = 7000\nbell = off\nwrap = soft\n");
        Configuration join = join(Map.of("SECURECHAT_JOIN_PORT", "7001", "SECURECHAT_JOIN_BELL", "true"));

        assertThat(join.arguments()).containsExactly("--port=7001");
        assertThat(rows(join)).contains("bell = on (environment)", "wrap = soft (file)", "port = 7001 (environment)");
        assertThatThrownBy(() -> join(Map.of("SECURECHAT_JOIN_WRAP", "x")))
                .hasMessage("invalid value for SECURECHAT_JOIN_WRAP: 'x'");
        assertThat(join(Map.of("SECURECHAT_JOIN_WRAP", "x"), "--help").arguments())
                .isEmpty();
    }

    @Test
    void theFileMayBeElsewhere() throws Exception {
        Path other = Files.writeString(home.resolve("other.conf"), "port = 7002\n");
        write("port = 7000\n");

        assertThat(join(Map.of(), "--config", other.toString()).arguments()).containsExactly("--port=7002");
        assertThat(join(Map.of(), "--config=" + other).arguments()).containsExactly("--port=7002");
        assertThat(join(Map.of("SECURECHAT_JOIN_CONFIG", other.toString())).arguments())
                .contains("--port=7002");
        assertThat(join(Map.of(), "--config=/dev/null").arguments()).isEmpty();
        assertThat(join(Map.of("XDG_CONFIG_HOME", home.resolve("xdg").toString()))
                        .arguments())
                .isEmpty();
        refused("there is no file '/no/such'", "omit --config", "--config", "/no/such");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prot = 7000       | unknown setting 'prot'                | did you mean port? | work
            host = a\\nhost=b | host is already set in line 2         | remove one         | work
            name = a\\nname=b | name is already set in line 2         | remove one         | work
            send = hello      | unknown setting 'send'                | join --help        | work
            config = x        | unknown setting 'config'              | join --help        | work
            log =             | log has no value                      | log = VALUE        | elsewhere
            bell = loud       | invalid value for bell: 'loud'        | on or off          | work
            room.#a.wrap=soft | wrap cannot be set for a room         | for all rooms      | work
            """)
    void aLineThatSetsNothingStopsTheStart(String lines, String sentence, String hint, String server) throws Exception {
        write("[work]\n" + lines.replace("\\n", "\n") + "\n");

        refused(sentence, hint, server);
    }

    @Test
    void whatIsWrongIsNamedByItsLine() throws Exception {
        write("\nport = 70000\n");

        assertThat(join(Map.of()).named("invalid value for --port: '70000'"))
                .isEqualTo("invalid value for port (" + file + ", line 2): '70000'");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    /** Returns the whole command line that picocli parses. */
    private static List<String> line(Configuration configuration) {
        List<String> line = new ArrayList<>(configuration.arguments());
        line.addAll(configuration.given());
        return line;
    }

    private static List<String> rows(Configuration configuration) {
        return configuration.client().orElseThrow().list().stream()
                .map(row -> row.key() + " = " + row.value() + " (" + row.origin() + ")")
                .toList();
    }

    private Configuration join(Map<String, String> variables, String... given) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HOME", home.toString());
        OptionNames.Command command = new CommandTree(List.of("join")).chosen();
        return Configuration.of(
                command,
                List.of(given),
                environment,
                new Locations(home.resolve("none"), home),
                CommandTree::allOptions);
    }

    private void refused(String sentence, String hint, String... given) {
        assertThatThrownBy(() -> join(Map.of(), given))
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).contains(hint));
    }
}
