package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Message;
import io.securechat.server.command.Command;
import io.securechat.tls.TestCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No parameters of any command make the server answer 400, which stands for an internal error. */
class OddParametersTest {
    private static final List<String> ODD = List.of(
            "*",
            ",",
            ",,a",
            "+",
            "-",
            "+-",
            "=",
            "%",
            "0",
            "-1",
            "99999999999999999999",
            "#",
            "#lobby",
            "#lobby,#LOBBY",
            "#nowhere",
            "@#lobby",
            "olga",
            "olga,OLGA",
            "nobody!*@*",
            "test.server",
            "LS",
            "REQ",
            "LIST",
            "GET",
            "SET",
            "SYNC",
            "LATEST",
            "BEFORE",
            "BETWEEN",
            "TARGETS",
            "timestamp=x",
            "msgid=x",
            "+b",
            "-k+l",
            "C",
            "EXTERNAL",
            "\\\\",
            "a=b;c",
            "\u0001",
            "\uFEFF",
            "\u0663",
            "x".repeat(300),
            "é".repeat(150));

    /** Commands that end the connection. */
    private static final Set<String> FINAL = Set.of("QUIT", "KILL");

    static Stream<String> commands() {
        return TestServer.commands().stream().map(Command::name).filter(name -> !FINAL.contains(name));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void neverCauseAnInternalError(String command) throws Exception {
        try (TestServer server = new TestServer();
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"))) {
            olga.register("olga");
            check(olga, command, List.of(""));
            for (String odd : ODD) {
                check(olga, command, parameters(odd));
            }
        }
    }

    /** @param parameters the parameters of each line; it is also sent with an empty parameter after them */
    private static void check(TestClient olga, String command, List<String> parameters) throws Exception {
        olga.send(parameters.stream()
                .map(params -> command + params + "\r\n" + command + params + " :\r\n")
                .collect(Collectors.joining("", "", "PING end")));
        for (String line = olga.receiveLine(); !line.endsWith("PONG test.server :end"); line = olga.receiveLine()) {
            assertThat(Message.parse(line).command())
                    .as("%s among %s: %s", command, parameters, line)
                    .isNotEqualTo("400");
        }
    }

    private static List<String> parameters(String odd) {
        List<String> parameters = new ArrayList<>();
        parameters.add(" " + odd);
        ODD.forEach(another -> parameters.add(" " + odd + " " + another));
        parameters.add(" " + odd + " LIST " + odd);
        parameters.add(" #lobby " + odd + " " + odd + " x");
        parameters.add(" LATEST #lobby " + odd + " 10");
        parameters.add(" BETWEEN " + odd + " " + odd + " " + odd + " " + odd);
        return parameters;
    }
}
