package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code join} for scripts and bots. */
class ScriptIT {
    private static final Path EXAMPLES = Path.of("docs/examples").toAbsolutePath();

    @TempDir
    static Path directory;

    private static String port;
    private static Program server;

    private final List<Program> programs = new ArrayList<>();

    @BeforeAll
    static void serve() throws Exception {
        gencert("ca");
        gencert("server");
        for (String name : List.of("bob", "bot", "clock", "eve", "robo")) {
            gencert("user", name);
        }
        server = Program.securechat(directory, "serve", "--port", "0");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @AfterEach
    void end() {
        programs.forEach(Program::close);
    }

    @Test
    void aBotInShellAnswersWhereItIsAsked() throws Exception {
        Program.require("jq");
        example("bot.sh", "--cert", "clock.crt", "--room", "#tea", "--room", "#lab");
        server.await(" clock joins #lab");
        Program eve = join("#lab", "eve", "--json", "--room", "#tea", "--room", "#lab");
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"";
        eve.type(command("say", "room", "#lab", "text", "!time"));
        eve.await("\"room\":\"#lab\",\"from\":\"clock\",\"verified\":true,\"text\":\"" + time);
        eve.type(command("say", "to", "clock", "text", "!time"));
        eve.await("\"to\":\"eve\",\"from\":\"clock\",\"verified\":true,\"text\":\"" + time);
        eve.type(command("say", "room", "#tea", "text", "!time"));
        eve.await("\"room\":\"#tea\",\"from\":\"clock\",\"verified\":true,\"text\":\"" + time);
    }

    @Test
    void aBotInPythonFollowsInvitationsAndAnswersPrivately() throws Exception {
        Program.require("python3");
        Program bot = example("bot.py", "--cert", "robo.crt");
        server.await(" robo joins #lobby");
        Program eve = join("#lobby", "eve", "--json");
        eve.type(command("join", "room", "#shop"));
        eve.type(command("invite", "room", "#shop", "name", "robo"));
        eve.await("\"type\":\"joined\".*\"room\":\"#shop\",\"nick\":\"robo\",\"verified\":true");
        for (String text : List.of("!add milk", "!add \"tea\" ☕", "!list")) {
            eve.type(command("say", "room", "#shop", "text", text));
        }
        eve.await("\"type\":\"reacted\".*\"place\":\"#shop\",\"nick\":\"robo\".*✅");
        eve.await("\"to\":\"eve\",\"from\":\"robo\",\"verified\":true,\"text\":\"#shop:\\\\u000amilk\\\\u000a"
                + "\\\\\"tea\\\\\" ☕\"");
        eve.type(command("say", "text", "!list"));
        eve.await("\"to\":\"eve\",\"from\":\"robo\".*\"text\":\"#lobby:\\\\u000anothing\"");
        assertThat(bot.errors()).isEmpty();
    }

    @Test
    void aMessageIsSentOrTheReasonIsAnError() throws Exception {
        Program listener = join("#tea", "eve", "--listen", "--room", "#tea");
        expect(0, run(as("bob", "join", "--send", "tea is ready\nhurry", "--room", "#tea")));
        listener.await(" bob✓: tea is ready$");
        expect(0, run(as("bob", "join", "--send", "/quit is no command here")));
        listener.await(" #lobby bob✓: /quit is no command here$");
        expect(0, run(as("bob", "join", "--send", "psst", "--to", "eve")));
        listener.await(" bob✓ → you: psst$");

        Program refused = run(as("bob", "join", "--send", "psst", "--to", "nobody"));
        expect(1, refused);
        assertThat(refused.errors().get(0)).isEqualTo("error: not sent to nobody: no such user: nobody");
    }

    @Test
    void aMessageToAnAbsentAccountIsWaitingForItsProgram() throws Exception {
        Program bot = join("#lobby", "bot", "--json");
        bot.endInput();
        assertThat(bot.exitCode()).as(bot.toString()).isZero();
        expect(0, run(as("eve", "join", "--send", "are you there?", "--to", "bot")));

        Program send = run(as("bot", "join", "--send", "hi"));
        expect(0, send); // does not read the message
        Program text = join("#lobby", "bot");
        text.endInput();
        assertThat(text.exitCode()).as(text.toString()).isZero();
        assertThat(text.output()).anyMatch(line -> line.endsWith(" eve✓ → you: are you there?"));
    }

    @Test
    void messagesOfThePastAreListedInOrderAndThenThePresent() throws Exception {
        for (String text : List.of("one", "two")) {
            expect(0, run(as("bob", "join", "--send", text, "--room", "#past")));
            expect(0, run(as("bob", "join", "--send", text, "--room", "#mine")));
        }
        Program listener = join("#mine", "eve", "--listen", "--json", "--since", "1h", "--room", "#past,#mine");
        expect(0, run(as("bob", "join", "--send", "three", "--room", "#past")));
        listener.await("\"room\":\"#past\".*\"text\":\"three\"");
        assertThat(listener.output().stream()
                        .filter(line -> line.contains("\"room\":\"#past\"") && line.contains("\"type\":\"message\""))
                        .map(line -> line.replaceFirst(".*\"text\":\"(\\w+)\".*", "$1")))
                .containsExactly("one", "two", "three");
        listener.terminate();
        listener.await("\"type\":\"ended\"");
    }

    @Test
    void everyLineOfAProgramHasAResult() throws Exception {
        Program bot = join("#lobby", "bot", "--json", "--input", "json");
        bot.type("plain text");
        bot.type("[".repeat(60_000));
        bot.type("{\"command\":\"say\",\"text\":\"" + "x".repeat(70_000) + "\"}");
        bot.type("{\"command\":\"say\",\"text\":\"a\\u0000b\",\"id\":\"nul\"}");
        bot.type("{\"command\":\"nick\",\"name\":\"a\\r\\nQUIT\",\"id\":\"crlf\"}");
        bot.type(command("say", "text", "good"));
        bot.endInput();
        assertThat(bot.exitCode()).as(bot.toString()).isEqualTo(1);
        assertThat(bot.output().stream().filter(line -> line.contains("\"type\":\"error\"")))
                .hasSize(5)
                .allMatch(line -> line.length() < 1000);
        assertThat(bot.output()).anyMatch(line -> line.contains("\"text\":\"good\"") && line.contains("\"safe\":true"));
        assertThat(bot.errors()).hasSize(2).first().isEqualTo("error: 5 commands or messages failed");
    }

    @Test
    void theSchemaIsPrinted() throws Exception {
        Program schema = run("join", "--json-schema");
        assertThat(schema.exitCode()).isZero();
        assertThat(schema.output()).first().isEqualTo("{");
        schema.await("\"command-say\"");
    }

    private static String command(String name, String... fields) {
        return JsonLine.of(json -> {
            json.put("command", name).put("id", name);
            for (int i = 0; i < fields.length; i += 2) {
                json.put(fields[i], fields[i + 1]);
            }
        });
    }

    /** Starts a program, and waits until it is in a room. */
    private Program join(String room, String name, String... options) throws Exception {
        Program program = run(
                as(name, Stream.concat(Stream.of("join"), Stream.of(options)).toArray(String[]::new)));
        program.await("(\"type\":\"entered\".*\"room\":\"" + room + "\"| in " + room + ")");
        return program;
    }

    private String[] as(String name, String... command) {
        return Stream.concat(Stream.of(command), Stream.of("--port", port, "--cert", name + ".crt"))
                .toArray(String[]::new);
    }

    private Program example(String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JOIN=" + Path.of(System.getProperty("java.home"), "bin", "java") + " -Djava.io.tmpdir=" + directory
                        + " -jar " + Program.jar() + " join --port " + port,
                EXAMPLES.resolve(name).toString()));
        command.addAll(List.of(options));
        Program program = Program.start(directory, command);
        programs.add(program);
        return program;
    }

    private static void gencert(String... arguments) throws Exception {
        String[] command =
                Stream.concat(Stream.of("gencert"), Stream.of(arguments)).toArray(String[]::new);
        try (Program program = Program.securechat(directory, command)) {
            assertThat(program.exitCode()).as(program.toString()).isZero();
        }
    }

    private Program run(String... arguments) throws Exception {
        Program program = Program.securechat(directory, arguments);
        programs.add(program);
        return program;
    }

    private static void expect(int code, Program program) throws Exception {
        assertThat(program.exitCode()).as(program.toString()).isEqualTo(code);
        assertThat(program.output()).isEmpty();
        assertThat(program.errors()).hasSize(code == 0 ? 0 : 2);
    }
}
