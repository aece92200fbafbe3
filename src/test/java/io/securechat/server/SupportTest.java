package io.securechat.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.irc.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Takes the 005 of a running server and tries out what each of its tokens says. A new token needs a new check here. */
class SupportTest {
    private interface Check {
        /** Plays what shows that the value is true. */
        void of(String value) throws Exception;
    }

    private static final Map<String, Check> CHECKS = new HashMap<>();

    static {
        CHECKS.put(
                "NETWORK",
                value -> assertThat(welcome("ada")).contains(":Welcome to " + value.replace("\\x20", " ") + ", "));
        CHECKS.put("CASEMAPPING", value -> {
            assertThat(value).isEqualTo("ascii");
            play("""
                    ada connects
                    ada> JOIN #{lab}
                    ada< … JOIN #{lab}
                    ada< …
                    ada< …
                    ada> PRIVMSG #{LAB} :the same
                    ada> PRIVMSG #[lab] :another one
                    ada< … 403 ada #[lab] …
                    """.replace("{lab}", "la|b").replace("{LAB}", "LA|B").replace("[lab]", "la\\b"));
        });
        CHECKS.put("UTF8ONLY", value -> {
            try (TestServer server = new TestServer();
                    TestClient ada = server.connect()) {
                ada.register("ada");
                ada.sendBytes(new byte[] {'N', 'O', 'T', 'I', 'C', 'E', ' ', 'a', ' ', (byte) 0xe9, '\n'});
                assertThat(ada.receiveLine()).startsWith(":test.server FAIL NOTICE INVALID_UTF8 :");
            }
        });
        CHECKS.put("CHANTYPES", value -> {
            assertThat(value).isEqualTo("#");
            play("""
                    ada connects
                    ada> JOIN &lab
                    ada< … 403 ada &lab …
                    """);
        });
        CHECKS.put("CHANMODES", value -> {
            assertThat(value).isEqualTo(",,,n");
            play("""
                    ada connects
                    ada> MODE #lobby
                    ada< … 324 ada #lobby +n
                    ada< … 329 …
                    """);
        });
        CHECKS.put("PREFIX", value -> assertThat(value).isEqualTo("(ov)@+"));
        CHECKS.put("STATUSMSG", value -> {
            for (String status : value.split("")) {
                play("""
                        ada connects
                        bob connects
                        ada> JOIN #lab
                        ada< … JOIN #lab
                        ada< … 353 …
                        ada< … 366 …
                        bob> JOIN #lab
                        bob< … JOIN #lab
                        bob< … 353 …
                        bob< … 366 …
                        ada< … JOIN #lab
                        bob> PRIVMSG %s#lab :psst
                        ada< :bob!bob@… PRIVMSG %s#lab :psst
                        """.formatted(status, status));
            }
        });
        CHECKS.put("CHANLIMIT", value -> {
            String[] limit = value.split(":");
            assertThat(limit[0]).isEqualTo("#");
            String names = names("#c", Integer.parseInt(limit[1]) - 1);
            try (TestServer server = new TestServer();
                    TestClient ada = server.connect()) {
                ada.register("ada");
                for (String name : names.split(",")) {
                    ada.send("JOIN " + name);
                    SessionTest.skipTo(ada, " 366 ada " + name + " ");
                }
                ada.send("JOIN #more");
                assertThat(ada.receiveLine()).startsWith(":test.server 405 ada #more ");
            }
        });
        CHECKS.put("NICKLEN", value -> {
            int length = Integer.parseInt(value);
            play("""
                    ada connects
                    ada> NICK %s
                    ada< … NICK %s
                    ada> NICK %s
                    ada< … 432 …
                    """.formatted("ñ".repeat(length), "ñ".repeat(length), "n".repeat(length + 1)));
        });
        CHECKS.put("USERLEN", value -> {
            String longest = "u".repeat(Integer.parseInt(value));
            assertThat(welcome(longest + "u")).contains("!" + longest + "@");
        });
        CHECKS.put("CHANNELLEN", value -> {
            String longest = "#" + "c".repeat(Integer.parseInt(value) - 1);
            play("""
                    ada connects
                    ada> JOIN %sc
                    ada< … %sc …
                    ada> JOIN %s
                    ada< … JOIN %s
                    ada< …
                    ada< …
                    """.formatted(longest, longest, longest, longest));
        });
        CHECKS.put("TOPICLEN", value -> {
            String longest = "t".repeat(Integer.parseInt(value));
            play("""
                    ada connects
                    ada> TOPIC #lobby :%st
                    ada< … TOPIC #lobby :%s
                    """.formatted(longest, longest));
        });
        CHECKS.put("AWAYLEN", value -> {
            String longest = "a".repeat(Integer.parseInt(value));
            play("""
                    ada connects
                    bob connects
                    ada> AWAY :%sa
                    ada< … 306 …
                    bob> PRIVMSG ada :there?
                    ada< … :there?
                    bob< … 301 bob ada :%s
                    """.formatted(longest, longest));
        });
        CHECKS.put("TARGMAX", SupportTest::checkTargets);
        CHECKS.put("CHATHISTORY", value -> {
            int limit = Integer.parseInt(value);
            try (TestServer server = new TestServer();
                    TestClient ada = server.connect()) {
                ada.register("ada");
                ada.send("CAP REQ echo-message");
                ada.receiveLine();
                for (int i = 0; i <= limit; i++) {
                    ada.send("PRIVMSG #lobby :message " + i);
                    ada.receiveLine();
                }
                ada.send("CHATHISTORY LATEST #lobby * " + (limit + 1));
                assertThat(ada.receiveLine()).endsWith(":message 1");
            }
        });
        CHECKS.put("MSGREFTYPES", value -> {
            assertThat(value).isEqualTo("msgid,timestamp");
            play("""
                    ada connects with batch
                    ada> CHATHISTORY AFTER #lobby msgid=abc 1
                    ada< … BATCH +… chathistory #lobby
                    ada< … BATCH -…
                    ada> CHATHISTORY AFTER #lobby timestamp=2026-11-24T12:00:00.000Z 1
                    ada< … BATCH +… chathistory #lobby
                    ada< … BATCH -…
                    ada> CHATHISTORY AFTER #lobby number=1 1
                    ada< … FAIL CHATHISTORY INVALID_MSGREFTYPE …
                    """);
        });
        CHECKS.put("SAFELIST", value -> play("""
                ada connects
                ada> LIST
                ada< … 321 …
                ada< … 322 ada #lobby 1 :
                ada< … 323 …
                """));
    }

    @Test
    void eachTokenIsTrue() throws Exception {
        Map<String, String> tokens = tokens();
        assertThat(tokens.keySet()).isEqualTo(CHECKS.keySet());
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            requireNonNull(CHECKS.get(token.getKey())).of(token.getValue());
        }
    }

    private static Map<String, String> tokens() throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>();
        try (TestServer server = new TestServer();
                TestClient ada = server.connect()) {
            ada.register("ada");
            ada.send("VERSION\r\nPING end");
            for (String line = ada.receiveLine(); !line.contains("PONG"); line = ada.receiveLine()) {
                Message message = Message.parse(line);
                assertThat(message.params()).hasSizeLessThanOrEqualTo(Message.MAX_PARAMS);
                if (message.command().equals("005")) {
                    for (String token :
                            message.params().subList(1, message.params().size() - 1)) {
                        String[] parts = token.split("=", 2);
                        tokens.put(parts[0], parts.length < 2 ? "" : parts[1]);
                    }
                }
            }
        }
        return tokens;
    }

    /** A command with a number takes so many targets and refuses one more; one without takes a hundred. */
    private static void checkTargets(String value) throws Exception {
        List<String> unchecked = new ArrayList<>();
        for (String command : value.split(",")) {
            String name = command.substring(0, command.indexOf(':'));
            String limit = command.substring(name.length() + 1);
            switch (name) {
                case "PRIVMSG", "NOTICE", "TAGMSG" -> checkMessages(name, Integer.parseInt(limit));
                case "JOIN", "LIST", "NAMES", "PART" -> {
                    assertThat(limit).as(name).isEmpty();
                    checkChannels(name);
                }
                case "WHOIS" -> assertThat(limit).isEqualTo("1");
                default -> unchecked.add(name);
            }
        }
        assertThat(unchecked).isEmpty();
    }

    private static void checkMessages(String command, int limit) throws Exception {
        try (TestServer server = new TestServer();
                TestClient ada = server.connect()) {
            ada.register("ada");
            ada.send("CAP REQ :echo-message message-tags");
            ada.receiveLine();
            String rooms = String.join(",", Collections.nCopies(limit, "#lobby"));
            ada.send("@+draft/react=x " + command + " " + rooms + " :x");
            for (int i = 0; i < limit; i++) {
                assertThat(ada.receiveLine()).contains(" " + command + " #lobby");
            }
            ada.send("@+draft/react=x " + command + " " + rooms + ",#lobby :x\r\nPING end");
            String refusal = command.equals("NOTICE") ? "PONG" : " 407 ";
            assertThat(ada.receiveLine()).contains(refusal);
        }
    }

    private static void checkChannels(String command) throws Exception {
        try (TestServer server = new TestServer();
                TestClient ada = server.connect()) {
            ada.register("ada");
            ada.send(command + " " + names("#", 100) + "\r\nPING end");
            for (String line = ada.receiveLine(); !line.contains("PONG"); line = ada.receiveLine()) {
                assertThat(line).doesNotContain(" 407 ");
            }
        }
    }

    private static String names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(","));
    }

    private static void play(String script) throws Exception {
        Script.play(script);
    }

    /** The first line for somebody with a username. */
    private static String welcome(String username) throws Exception {
        try (TestServer server = new TestServer();
                TestClient ada = server.connect()) {
            ada.send("NICK ada\r\nUSER " + username + " 0 * :Ada");
            return ada.receiveLine();
        }
    }
}
