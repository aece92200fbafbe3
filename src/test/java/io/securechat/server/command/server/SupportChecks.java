package io.securechat.server.command.server;

import static io.securechat.server.Script.play;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.command.TargetList;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.Monitors;
import io.securechat.tls.TestCertificates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks of all tokens except those of {@link ChannelSupportChecks}: each limit can be reached, but not exceeded. */
final class SupportChecks {
    static final Map<String, SupportTest.Check> ALL = new HashMap<>();

    static {
        ALL.put(
                "NETWORK",
                value -> assertThat(welcome("ada")).contains(":Welcome to " + value.replace("\\x20", " ") + ", "));
        ALL.put("CASEMAPPING", value -> {
            assertThat(value).isEqualTo("ascii");
            play("""
                    ada connects
                    ada> JOIN #la|b-ñ
                    ada< … JOIN #la|b-ñ
                    ada< … 353 …
                    ada< … 366 …
                    ada> PRIVMSG #LA|B-ñ :the same
                    ada> PRIVMSG #la\\b-ñ :another one
                    ada< … 403 ada #la\\b-ñ …
                    ada> PRIVMSG #la|b-Ñ :another one
                    ada< … 403 ada #la|b-Ñ …
                    """);
        });
        ALL.put("UTF8ONLY", value -> {
            try (TestServer server = new TestServer();
                    TestClient ada = server.connect()) {
                ada.register("ada");
                ada.sendBytes(new byte[] {'N', 'O', 'T', 'I', 'C', 'E', ' ', 'a', ' ', (byte) 0xe9, '\n'});
                assertThat(ada.receiveLine()).startsWith(":test.server FAIL NOTICE INVALID_UTF8 :");
            }
        });
        ALL.put("CHANLIMIT", value -> {
            String[] limit = value.split(":");
            assertThat(limit[0]).isEqualTo("#");
            play("ada connects\n" + rooms(Integer.parseInt(limit[1]) - 1) + """
                    ada> JOIN #more
                    ada< … 405 ada #more …
                    """);
        });
        ALL.put("NICKLEN", value -> {
            int length = Integer.parseInt(value);
            play("""
                    ada connects
                    ada> NICK %1$s
                    ada< … NICK %1$s
                    ada> NICK %2$s
                    ada< … 432 …
                    """.formatted("ñ".repeat(length), "n".repeat(length + 1)));
        });
        ALL.put("NAMELEN", value -> play("""
                ada connects with setname
                ada> SETNAME :{longest}
                ada< … SETNAME :{longest}
                ada> SETNAME :{longest}r
                ada< … FAIL SETNAME INVALID_REALNAME …
                """.replace("{longest}", "r".repeat(Integer.parseInt(value)))));
        ALL.put("USERLEN", value -> {
            String longest = "u".repeat(Integer.parseInt(value));
            assertThat(welcome(longest + "u")).contains("!" + longest + "@");
        });
        ALL.put("CHANNELLEN", value -> play("""
                ada connects
                ada> JOIN {longest}c
                ada< … 403 ada {longest}c …
                ada> JOIN {longest}
                ada< … JOIN {longest}
                ada< … 353 …
                ada< … 366 …
                """.replace("{longest}", "#" + "c".repeat(Integer.parseInt(value) - 1))));
        ALL.put("TOPICLEN", value -> play("""
                ada connects
                ada> TOPIC #lobby :{longest}t
                ada< … TOPIC #lobby :{longest}
                """.replace("{longest}", "t".repeat(Integer.parseInt(value)))));
        ALL.put("AWAYLEN", value -> play("""
                ada connects
                bob connects
                ada> AWAY :{longest}a
                ada< … 306 …
                bob> PRIVMSG ada :there?
                ada< … :there?
                bob< … 301 bob ada :{longest}
                """.replace("{longest}", "a".repeat(Integer.parseInt(value)))));
        ALL.put("TARGMAX", SupportChecks::checkTargets);
        ALL.put("CHATHISTORY", value -> {
            int limit = Integer.parseInt(value);
            play("ada connects\n" + times(limit + 1, i -> "ada> PRIVMSG #lobby :message " + i + "\n")
                    + "ada> CHATHISTORY LATEST #lobby * " + (limit + 1) + "\n"
                    + times(limit, i -> "ada< … PRIVMSG #lobby :message " + (i + 1) + "\n"));
        });
        ALL.put("MSGREFTYPES", value -> {
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
        ALL.put(
                "MONITOR",
                value -> play("ada connects\n"
                        + times(
                                Integer.parseInt(value),
                                i -> "ada> MONITOR + n%1$d\nada< … 731 ada :n%1$d\n".formatted(i))
                        + "ada> MONITOR + more\nada< … 734 ada " + value + " more :…\n"));
        ALL.put("BOT", value -> play("""
                ada connects
                ada> MODE ada +{bot}
                ada< … MODE ada +{bot}
                ada> WHO ada
                ada< … 352 ada * ada … test.server ada H{bot} :0 ada
                ada< … 315 …
                """.replace("{bot}", value)));
        ALL.put("WHOX", value -> play("""
                ada connects
                ada> WHO ada %tn,7
                ada< :test.server 354 ada 7 ada
                ada< … 315 …
                """));
        ALL.put("SAFELIST", value -> {
            Settings small = new TestSettings().sendQueue(4000).build();
            try (TestServer server = new TestServer(small, Journals.open("memory:"))) {
                play(
                        server,
                        "ada connects\n" + rooms(49) + "ada> LIST\nada< … 321 …\n" + "ada< … 322 …\n".repeat(50)
                                + "ada< … 323 …\n");
            }
        });
    }

    private SupportChecks() {}

    /** A command with a number accepts so many targets and refuses one more; a command without a number accepts a hundred. */
    private static void checkTargets(String value) throws Exception {
        Map<String, String> limits = new HashMap<>();
        for (String limit : value.split(",")) {
            limits.put(limit.split(":", 2)[0], limit.split(":", 2)[1]);
        }
        for (String command : List.of("PRIVMSG", "TAGMSG")) {
            checkLimit("@+draft/react=x " + command + " %s :x", limits.remove(command), " 401 ");
        }
        assertThat(limits.remove("NOTICE")).isEqualTo(String.valueOf(TargetList.MAX));
        checkLimit("KILL %s", limits.remove("KILL"), " 401 ");
        checkLimit("WHOIS %s", limits.remove("WHOIS"), " 401 ");
        checkLimit("WHOWAS %s", limits.remove("WHOWAS"), " 406 ");
        checkLimit("NAMES %s", limits.remove("NAMES"), " 366 ");
        assertThat(limits.remove("MONITOR")).isEqualTo(String.valueOf(Monitors.MAX_NICKS));
        String many = list(100);
        assertThat(answers("JOIN " + many, " 403 ")).isEqualTo(100);
        assertThat(answers("PART " + many, " 403 ")).isEqualTo(100);
        assertThat(answers("KICK #lobby " + many, " 441 ")).isEqualTo(100);
        assertThat(answers("LIST " + many + ",#lobby", " 322 ")).isEqualTo(1);
        assertThat(limits).isEqualTo(Map.of("JOIN", "", "PART", "", "KICK", "", "LIST", ""));
    }

    private static void checkLimit(String command, @Nullable String limit, String answer) throws Exception {
        int count = Integer.parseInt(requireNonNull(limit));
        assertThat(answers(command.formatted(list(count)), answer)).isEqualTo(count);
        assertThat(answers(command.formatted(list(count + 1)), answer)).isZero();
        assertThat(answers(command.formatted(list(count + 1)), " 407 ")).isEqualTo(1);
    }

    private static String list(int count) {
        return IntStream.range(0, count).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
    }

    /** The number of lines with content that answer an operator of the server. */
    static int answers(String command, String part) throws Exception {
        int answers = 0;
        try (TestServer server = new TestServer();
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"))) {
            olga.register("olga");
            olga.send("CAP REQ :echo-message message-tags\r\n" + command + "\r\nPING end");
            for (String line = olga.receiveLine(); !line.contains("PONG"); line = olga.receiveLine()) {
                answers += line.contains(part) ? 1 : 0;
            }
        }
        return answers;
    }

    /** ada joins channels with long names. */
    private static String rooms(int count) {
        return times(count, i -> """
                ada> JOIN #{room}
                ada< … JOIN #{room}
                ada< … 353 …
                ada< … 366 …
                """.replace("{room}", "room-with-a-long-name-and-the-number-" + i));
    }

    static String times(int count, IntFunction<String> script) {
        return IntStream.range(0, count).mapToObj(script).collect(Collectors.joining());
    }

    /** The first line of the greeting for a client with a username. */
    private static String welcome(String username) throws Exception {
        try (TestServer server = new TestServer();
                TestClient ada = server.connect()) {
            ada.send("NICK ada\r\nUSER " + username + " 0 * :Ada");
            return ada.receiveLine();
        }
    }
}
