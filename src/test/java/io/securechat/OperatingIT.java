package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of docs/OPERATING.md from top to bottom, as an administrator would: each block marked {@code sh}, and the
 * options of each block marked {@code conf}, with the files of
 * {@code /etc/securechat} and {@code /var/lib/securechat} in a folder of the test, and with {@code systemctl}, {@code sudo} and the
 * like from {@code src/test/resources/operating}, which run the real jar without systemd.
 */
class OperatingIT {
    private static final Path PAGE = Path.of("docs/OPERATING.md");
    private static final Path PROGRAMS = Path.of("src/test/resources/operating");
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|conf)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path machine;

    @BeforeEach
    void installPrograms() throws IOException {
        for (String folder :
                List.of("bin", "etc/securechat", "var/lib/securechat", "var/backups", "var/log", "home", "tmp")) {
            Files.createDirectories(machine.resolve(folder));
        }
        for (String name : List.of("securechat", "systemctl", "journalctl", "sudo", "install")) {
            Path program = machine.resolve("bin").resolve(name);
            Files.copy(PROGRAMS.resolve(name), program);
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(conf(), paths(Files.readString(Path.of("src/package/serve.conf"))));
    }

    @AfterEach
    void stopServer() throws IOException, InterruptedException {
        run("systemctl stop securechat");
    }

    @Test
    void everyCommandOfThePageSucceeds() throws IOException, InterruptedException {
        List<Block> blocks = blocks(Files.readString(PAGE));
        assertThat(blocks).hasSizeGreaterThan(10);
        Program.require("curl");
        List<Integer> ports = freePorts();
        for (Block block : blocks) {
            String text = local(block.text(), ports);
            if (block.kind().equals("conf")) {
                configure(text);
            } else {
                Run run = run(text);
                assertThat(run.exitCode())
                        .as("%s%n%s%nlog:%n%s", block.text(), run.output(), log())
                        .isZero();
            }
        }
    }

    private record Block(String kind, String text) {}

    private static List<Block> blocks(String page) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(page);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private Path conf() {
        return machine.resolve("etc/securechat/serve.conf");
    }

    private String paths(String text) {
        return text.replace("/etc/", machine.resolve("etc") + "/").replace("/var/", machine.resolve("var") + "/");
    }

    /** Moves a block's paths, host and ports into the test's world. */
    private String local(String block, List<Integer> ports) {
        return paths(block.replace("8443", ports.get(0).toString())
                .replace("9464", ports.get(1).toString())
                .replace("0.0.0.0", "localhost")
                .replace("chat.example.org", "localhost"));
    }

    /** Sets options in the configuration file, as an editor would: the present lines of these keys go. */
    private void configure(String lines) throws IOException {
        List<String> keys = lines.lines().map(OperatingIT::key).toList();
        List<String> all = new ArrayList<>(Files.readAllLines(conf()));
        all.removeIf(line -> keys.contains(key(line)));
        all.addAll(lines.lines().toList());
        Files.write(conf(), all);
    }

    private static String key(String line) {
        return line.split("=", 2)[0].strip();
    }

    private record Run(int exitCode, String output) {}

    private Run run(String script) throws IOException, InterruptedException {
        Path output = machine.resolve("tmp/output");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(machine.resolve("home").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SECURECHAT_") || name.startsWith("XDG_"));
        environment.putAll(Map.of(
                "PATH", machine.resolve("bin") + ":" + environment.get("PATH"),
                "MACHINE", machine.toString(),
                "SECURECHAT_SERVE_CONFIG", conf().toString(),
                "HOME", machine.resolve("home").toString(),
                "JAR", Program.jar(),
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new Run(-1, "it did not end\n" + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private String log() throws IOException {
        Path log = machine.resolve("var/log/securechat");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }
}
