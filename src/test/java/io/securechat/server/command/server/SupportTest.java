package io.securechat.server.command.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Message;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Checks each token of a running server's 005. A new token needs a new check. */
class SupportTest {
    interface Check {
        /** Plays a script that proves the value. */
        void of(String value) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> eachTokenIsTrue() throws Exception {
        Map<String, Check> checks = new HashMap<>(SupportChecks.ALL);
        checks.putAll(ChannelSupportChecks.ALL);
        Map<String, String> tokens = tokens();
        assertThat(tokens.keySet()).isEqualTo(checks.keySet());
        return tokens.entrySet().stream().map(token -> {
            Check check = requireNonNull(checks.get(token.getKey()));
            return DynamicTest.dynamicTest(token.toString(), () -> check.of(token.getValue()));
        });
    }

    private static Map<String, String> tokens() throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>();
        try (TestServer server = new TestServer();
                TestClient ada = server.connect()) {
            ada.register("ada");
            ada.send("VERSION\r\nPING end");
            for (String line = ada.receiveLine(); !line.contains("PONG"); line = ada.receiveLine()) {
                Message message = Message.parse(line);
                List<String> params = message.params();
                assertThat(params).hasSizeLessThanOrEqualTo(Message.MAX_PARAMS);
                if (message.command().equals("005")) {
                    for (String token : params.subList(1, params.size() - 1)) {
                        String[] parts = token.split("=", 2);
                        tokens.put(parts[0], parts.length < 2 ? "" : parts[1]);
                    }
                }
            }
        }
        return tokens;
    }
}
