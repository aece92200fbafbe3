package io.securechat.client.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clients of one account, which are two processes, change the same files at once. */
class TwoProcessesTest {
    private static final int ROOMS = 40;

    @TempDir
    Path state;

    /** Opens rooms: the arguments are the folder for state, and the beginning of their names. */
    public static void main(String[] arguments) {
        OpenRooms rooms = new OpenRooms(new Account(Path.of(arguments[0]), "ada"), problem -> {
            throw problem;
        });
        IntStream.range(0, ROOMS).forEach(i -> rooms.current("#" + arguments[1] + i));
    }

    @Test
    void noneUndoesTheChangesOfTheOther() throws Exception {
        List<Program> clients = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            clients.add(Program.java(state, TwoProcessesTest.class, state.toString(), name));
        }
        for (Program client : clients) {
            assertThat(client.exitCode()).as(client.toString()).isZero();
        }

        OpenRooms rooms = new OpenRooms(new Account(state, "ada"), problem -> {
            throw problem;
        });
        assertThat(rooms.names()).hasSize(2 * ROOMS).doesNotHaveDuplicates();
        assertThat(rooms.current()).isPresent();
    }
}
