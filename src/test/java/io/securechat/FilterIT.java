package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code join} between pipes: all lines reach the other clients, and the exit code reports it. */
class FilterIT {
    @TempDir
    Path directory;

    private Program server;
    private String port;

    @BeforeEach
    void serve() throws Exception {
        server = Program.securechat(directory, "serve", "--dev", "--port", "0");
        port = server.await("listening on 127\\.0\\.0\\.1:(\\d+)");
        server.await("is ready");
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void eachLineArrivesAtTheOthers() throws Exception {
        try (Program ada = join("ada");
                Program bob = join("bob")) {
            ada.type("grüße, 世界");
            ada.type("/me is no command here");
            bob.await(" ada: grüße, 世界$");
            bob.await(" ada: /me is no command here$");
            bob.type("hello ada");
            ada.await(" bob: hello ada$");

            for (Program filter : List.of(ada, bob)) {
                filter.endInput();
                assertThat(filter.exitCode()).as(filter.toString()).isZero();
                assertThat(filter.errors()).isEmpty();
                assertThat(filter.output()).noneMatch(line -> line.indexOf('\033') >= 0);
            }
            assertThat(ada.output())
                    .filteredOn(line -> line.contains(" ada: grüße"))
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatGoesBeforeTheEchoIsAFailure() throws Exception {
        try (Program ada = join("ada")) {
            server.signal("STOP");
            ada.type("nobody hears this");
            ada.endInput();
            server.kill();
            expectFailure(ada);
        }
    }

    @Test
    void whatIsTooLongForOneMessageArrivesInParts() throws Exception {
        String text = "0123456789".repeat(300);
        try (Program ada = join("ada")) {
            ada.type(text);
            ada.endInput();
            assertThat(ada.exitCode()).as(ada.toString()).isZero();
            assertThat(ada.errors()).isEmpty();
            assertThat(ada.output().stream()
                            .filter(line -> line.contains(" ada: "))
                            .map(line -> line.replaceFirst(".* ada: ", ""))
                            .collect(Collectors.joining()))
                    .isEqualTo(text);
        }
    }

    private Program join(String name) throws Exception {
        Program filter = Program.securechat(directory, "join", "--port", port, "--name", name);
        server.await(" " + name + " joins #lobby");
        return filter;
    }

    private static void expectFailure(Program filter) throws Exception {
        assertThat(filter.exitCode()).as(filter.toString()).isEqualTo(1);
        assertThat(filter.errors()).as(filter.toString()).hasSize(2);
        assertThat(filter.errors().get(0)).startsWith("error: ");
        assertThat(filter.errors().get(1)).matches("hint: .+");
    }
}
