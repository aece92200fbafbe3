package io.securechat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.securechat.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every attack for a moment: the server goes on, keeps those who are there, and lets others in. */
@Timeout(120)
class IllWilledIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void spoilsNothingForOthers(Attack attack) throws Exception {
        Team team = new Team(folder);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-Xmx128m",
                "-jar",
                Program.jar(),
                "serve",
                "--host",
                "127.0.0.1",
                "--port",
                "0");
        try (Server server = Server.start(command, folder);
                Pairs pairs = new Pairs(team, server.port())) {
            SslContext mallory = team.member("mallory");
            try (Assault assault = new Assault(server.port(), mallory, team.guest(), Duration.ofSeconds(3))) {
                attack.run(assault);
            }
            assertThat(server.isAlive()).isTrue();
            assertThat(pairs.areHere()).isTrue();
            try (Assault later =
                    new Assault(server.port(), team.member("newcomer"), team.guest(), Duration.ofSeconds(60))) {
                boolean welcome = false;
                while (!welcome && later.goesOn()) { // the server may still be closing what the attack left open
                    welcome = !later.members(1).isEmpty();
                }
                assertThat(welcome).isTrue();
            }
        }
    }
}
