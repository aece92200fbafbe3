package io.securechat.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.cli.CommandTree;
import io.securechat.cli.Main;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = directory.resolve("serve.conf");
    }

    @Test
    void theCommandLineComesFirstThenTheEnvironmentThenTheFile() throws Exception {
        write("sendq=100000\nping = 30\nport=7\n");
        Map<String, String> environment = Map.of("SECURECHAT_SENDQ", "200000", "SECURECHAT_MAX_CONNECTIONS", "8");

        assertThat(serve(environment))
                .containsExactlyInAnyOrder("--sendq=200000", "--ping=30", "--max-connections=8", "--port=7");
        assertThat(serve(environment, "--sendq", "3", "--ping=4"))
                .containsExactlyInAnyOrder("--max-connections=8", "--port=7");
        Files.delete(file);
        assertThat(serve(Map.of())).isEmpty();
    }

    @Test
    void aFileThatIsNamedReplacesTheUsualOne() throws Exception {
        write("port = 7000\n");
        String other = Files.writeString(directory.resolve("other.conf"), "port = 7001\n")
                .toString();
        String third = Files.writeString(directory.resolve("third.conf"), "port = 7002\n")
                .toString();

        assertThat(serve(Map.of(), "--config", other)).containsExactly("--port=7001");
        assertThat(serve(Map.of("SECURECHAT_SERVE_CONFIG", third))).contains("--port=7002");
        assertThat(serve(Map.of("SECURECHAT_SERVE_CONFIG", third), "--config=" + other))
                .containsExactly("--port=7001");
        assertThatThrownBy(() -> serve(Map.of(), "--config", "no.conf")).hasMessage("there is no file 'no.conf'");
        assertThatThrownBy(() -> serve(Map.of("SECURECHAT_SERVE_CONFIG", "no.conf")))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.hint()).isEqualTo("create it, or: unset SECURECHAT_SERVE_CONFIG"));
    }

    @Test
    void relativePathsStartFromTheFolderOfTheFile() throws Exception {
        write("motd = motd.txt\ntrust-ca = a/ca.crt, /b/ca.crt\njournal = sqlite:chat.db\nhost = motd.txt\n");

        assertThat(serve(Map.of()))
                .containsExactlyInAnyOrder(
                        "--motd=" + directory.resolve("motd.txt"),
                        "--trust-ca=" + directory.resolve("a/ca.crt"),
                        "--trust-ca=/b/ca.crt",
                        "--journal=sqlite:" + directory.resolve("chat.db"),
                        "--host=motd.txt");
        write("journal = memory:\n");
        assertThat(serve(Map.of())).containsExactly("--journal=memory:");
    }

    @Test
    void aFileOfAnEarlierVersionIsNotIgnored() throws Exception {
        Files.writeString(directory.resolve("securechat.properties"), "serve.names=certificate\n");

        refused("securechat.properties in the working directory is not read any more", "--config FILE");
        String other = Files.writeString(directory.resolve("other.conf"), "port=7001\n")
                .toString();
        assertThat(serve(Map.of(), "--config", other)).containsExactly("--port=7001");
        assertThat(of("join", Map.of()).arguments()).isEmpty();
        assertThat(of("gencert.user", Map.of()).arguments()).isEmpty();
    }

    @Test
    void theNameOfTheCommandWins() throws Exception {
        Map<String, String> environment = Map.of(
                "SECURECHAT_NAME", "chat.example.org",
                "SECURECHAT_JOIN_NAME", "ada",
                "SECURECHAT_GENCERT_NAME", "Our CA",
                "SECURECHAT_PORT", "7000",
                "SECURECHAT_JOIN_PORT", "7001");

        assertThat(serve(environment)).containsExactlyInAnyOrder("--name=chat.example.org", "--port=7000");
        assertThat(of("join", environment).arguments()).containsExactlyInAnyOrder("--name=ada", "--port=7001");
        assertThat(of("gencert.ca", environment).arguments()).containsExactly("--name=Our CA");
        assertThat(serve(Map.of("SECURECHAT_NAME", "a", "SECURECHAT_SERVE_NAME", "b")))
                .containsExactly("--name=b");
        assertThat(of("join", Map.of("SECURECHAT_PORT", "7000")).arguments()).containsExactly("--port=7000");
    }

    @Test
    void aBareNameOfAnotherCommandSetsNothingAndSaysSo() {
        Configuration join = of("join", Map.of("SECURECHAT_NAME", "chat", "SECURECHAT_ROOM", "#tea"));

        assertThat(join.arguments()).containsExactly("--room=#tea");
        assertThat(join.warnings()).containsExactly("SECURECHAT_NAME does not apply to join: use SECURECHAT_JOIN_NAME");
    }

    @Test
    void listsAndSwitches() throws Exception {
        write("operator=ada, bob\ntrust=/a.crt\ntrust=/b.crt\nno-lobby=true\ntls12=0\n");

        assertThat(serve(Map.of("SECURECHAT_DEV", "1", "SECURECHAT_VERBOSE", "False")))
                .containsExactlyInAnyOrder(
                        "--operator=ada", "--operator=bob", "--trust=/a.crt", "--trust=/b.crt", "--no-lobby", "--dev");
        assertThat(serve(Map.of("SECURECHAT_TRUST", "x.crt,y.crt"))).contains("--trust=x.crt", "--trust=y.crt");
        Configuration wrong = of("serve", Map.of("SECURECHAT_NO_LOBBY", "maybe"));
        assertThatThrownBy(wrong::arguments).hasMessage("invalid value for SECURECHAT_NO_LOBBY: 'maybe'");
    }

    @Test
    void whatIsSaidOfServeHoldsForItsCommands() throws Exception {
        write("journal=sqlite:/chat.db\nport=7000\n");

        assertThat(of("serve.export", Map.of()).arguments()).containsExactly("--journal=sqlite:/chat.db");
        assertThat(of("serve.export", Map.of("SECURECHAT_SERVE_EXPORT_ROOM", "#tea"))
                        .arguments())
                .containsExactlyInAnyOrder("--journal=sqlite:/chat.db", "--room=#tea");
        assertThat(of("serve.export", Map.of("SECURECHAT_SERVE_JOURNAL", "sqlite:b.db"))
                        .arguments())
                .contains("--journal=sqlite:b.db");
    }

    @Test
    void textOfTheFile() throws Exception {
        write("\uFEFFnames = certificate\r\n! comment\r\n\r\n  # another \\u\r\nnetwork: Caf\\u00e9 \\\r\n"
                + "   de Flore\r\nlobby=#a\\\\b");

        assertThat(serve(Map.of()))
                .containsExactlyInAnyOrder("--names=certificate", "--network=Café de Flore", "--lobby=#a\\b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            names=certificate\\u00zz | line 2: 'names=certificate\\u00zz' has an invalid \\u | in UTF-8
            motd=C:\\chat           | line 2: invalid escape \\ in 'motd=C:\\chat'  | \\\\
            prot=7000               | line 2: unknown option 'prot'                 | did you mean port?
            serve.port=7000         | line 2: unknown option 'serve.port'           | did you mean port?
            --port=7000             | line 2: unknown option '--port'               | did you mean port?
            config=a                | line 2: unknown option 'config'               | serve --help
            help=true               | line 2: unknown option 'help'                 | serve --help
            names=                  | line 2: names has no value                    | write names = VALUE
            names                   | line 2: names has no value                    | write names = VALUE
            """)
    void aLineThatSetsNothingStopsTheStart(String line, String sentence, String hint) throws Exception {
        write("port=7000\n" + line + "\n");

        refused(file + ", " + sentence, hint);
    }

    @Test
    void whatIsSetTwiceStopsTheStart() throws Exception {
        write("port=7000\n\nport=7001\n");

        refused(file + ", line 3: port is already set in line 1", "remove one of the lines");
    }

    @Test
    void otherEncodingsStopTheStart() throws Exception {
        Files.writeString(file, "names=certificate\n", StandardCharsets.UTF_16);
        refused("is in UTF-16", "iconv");
        Files.writeString(file, "port=1\n#\nnetwork=Büro\n", Charset.forName("windows-1252"));
        refused("is not in UTF-8: see line 3", "iconv");
        Files.write(file, new byte[(1 << 20) + 1]);
        refused("is larger than 1024 KiB", "right file");
    }

    @Test
    void whatIsWrongIsNamedByWhatHasSetIt() throws Exception {
        write("#\nping=x\n");
        Configuration configuration = of("serve", Map.of("SECURECHAT_PORT", "70000"));

        assertThat(configuration.named("invalid value for --port: '70000'"))
                .isEqualTo("invalid value for SECURECHAT_PORT: '70000'");
        assertThat(configuration.named("Invalid value for option '--ping' (SECONDS): 'x' is not an int"))
                .isEqualTo("Invalid value for ping (" + file + ", line 2): 'x' is not an int");
        assertThat(configuration.named("--ping-pong and --replay")).isEqualTo("--ping-pong and --replay");
    }

    @Test
    void aHintSaysWhereItsOptionIsSet() throws Exception {
        write("host = nowhere.invalid\nmotd = motd.txt\nkey = /keys/a.key\n");
        Configuration configuration = of("serve", Map.of("SECURECHAT_PING", "30"));

        assertThat(configuration
                        .named(new Problem("there is no such host", "use --host localhost"))
                        .hint())
                .isEqualTo("use --host localhost; host is set in " + file + ", line 1");
        assertThat(configuration
                        .named(new Problem("cannot read '/keys/a.key'", "check it"))
                        .hint())
                .isEqualTo("check it; key is set in " + file + ", line 3");
        assertThat(configuration
                        .named(new Problem("too short", "use --ping 60"))
                        .hint())
                .isEqualTo("use --ping 60; ping is set in SECURECHAT_PING");
        assertThat(configuration
                        .named(new Problem("invalid value for --host: ''", "use --host localhost"))
                        .hint())
                .isEqualTo("use --host localhost");
        assertThat(configuration.named(new Problem("no disk", "use --port 1")).hint())
                .isEqualTo("use --port 1");
    }

    @Test
    void whatKubernetesMakesOfAServiceIsIgnored() {
        Configuration configuration = of(
                "serve",
                Map.of(
                        "SECURECHAT_PORT", "tcp://10.0.0.1:8443",
                        "SECURECHAT_SERVICE_HOST", "10.0.0.1",
                        "SECURECHAT_SERVICE_PORT", "8443",
                        "SECURECHAT_SERVICE_PORT_IRCS", "8443",
                        "SECURECHAT_PORT_8443_TCP", "tcp://10.0.0.1:8443",
                        "SECURECHAT_PORT_8443_TCP_PROTO", "tcp",
                        "SECURECHAT_PORT_8443_TCP_PORT", "8443",
                        "SECURECHAT_PORT_8443_TCP_ADDR", "10.0.0.1",
                        "SECURECHAT_JOIN_PORT", "tcp://10.0.0.2:80",
                        "SECURECHAT_JOIN_SERVICE_HOST", "10.0.0.2"));

        assertThat(configuration.arguments()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
        assertThat(of("serve", Map.of("SECURECHAT_SERVE_PORT", "tcp://[fd00::1]:8443"))
                        .warnings())
                .containsExactly(
                        "SECURECHAT_SERVE_PORT=tcp://[fd00::1]:8443 is ignored: Kubernetes sets such variables "
                                + "for its services");
    }

    @ParameterizedTest
    @CsvSource({
        "SECURECHAT_PROT, did you mean SECURECHAT_PORT? otherwise: unset SECURECHAT_PROT",
        "SECURECHAT_SERVE_PROT, did you mean SECURECHAT_SERVE_PORT? otherwise: unset SECURECHAT_SERVE_PROT",
        "SECURECHAT_HELP, unset SECURECHAT_HELP",
        "SECURECHAT_VERSION, unset SECURECHAT_VERSION"
    })
    void anUnknownVariableIsAnError(String variable, String hint) {
        for (String command : List.of("serve", "serve.backup", "join", "gencert.user")) {
            assertThatThrownBy(() -> of(command, Map.of(variable, "7", "CHAT", "x")))
                    .hasMessage("unknown environment variable " + variable)
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.hint()).endsWith(hint));
        }
    }

    @Test
    void anEmptyVariableIsAnError() {
        assertThatThrownBy(() -> serve(Map.of("SECURECHAT_NAMES", "")))
                .isInstanceOf(Problem.class)
                .hasMessage("the environment variable SECURECHAT_NAMES is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "join", "gencert"})
    void helpIsToldWhateverIsConfigured(String command) {
        Map<String, String> environment =
                Map.of("SECURECHAT_HELP", "x", "SECURECHAT_NAMES", "", "SECURECHAT_PORT", "x");

        assertThat(Main.run(environment, command, "--help")).isZero();
    }

    @Test
    void argumentsFromAFile() throws Exception {
        Path options = directory.resolve("options");
        Files.writeString(
                options, "\uFEFF# ours\r\n--port 7000 --network=\"Our Chat\"\r\n--motd 'a b' --name \"\"\r\n");
        assertThat(ArgumentFiles.expand("serve", "@" + options, "-v"))
                .containsExactly("serve", "--port", "7000", "--network=Our Chat", "--motd", "a b", "--name", "", "-v");
        assertThat(ArgumentFiles.expand("@nofile", "@")).containsExactly("@nofile", "@");

        Files.writeString(options, "--port 1\n--motd 'a b\n");
        assertThatThrownBy(() -> ArgumentFiles.expand("@" + options)).hasMessageContaining("line 2: unclosed quote");
        Files.writeString(options, "--port 1\n", StandardCharsets.UTF_16);
        assertThatThrownBy(() -> ArgumentFiles.expand("@" + options)).hasMessageContaining("UTF-16");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private List<String> serve(Map<String, String> environment, String... given) {
        return of("serve", environment, given).arguments();
    }

    private Configuration of(String name, Map<String, String> environment, String... given) {
        OptionNames.Command command = new CommandTree(List.of(name.split("\\."))).chosen();
        return Configuration.of(
                command, List.of(given), environment, new Locations(file, directory), CommandTree::allOptions);
    }

    private void refused(String sentence, String hint) {
        assertThatThrownBy(() -> serve(Map.of()))
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).contains(hint));
    }
}
