package io.securechat.server.command.server;

import static io.securechat.server.Script.play;
import static io.securechat.server.command.server.SupportChecks.answers;
import static io.securechat.server.command.server.SupportChecks.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Checks of the tokens of 005 about channels, their modes and their lists. */
final class ChannelSupportChecks {
    static final Map<String, SupportTest.Check> ALL = new HashMap<>();

    private static final List<String> LETTERS = IntStream.rangeClosed('A', 'z')
            .filter(Character::isLetter)
            .mapToObj(Character::toString)
            .toList();

    /** ada is the operator of #lab. */
    private static final String ADAS_LAB = "ada connects\n" + enters("ada");

    /** bob, who has a certificate of the CA, is a member, too. */
    private static final String LAB = ADAS_LAB + "bob connects as bob with multi-prefix\n" + enters("bob", "ada");

    static {
        ALL.put("CHANTYPES", value -> {
            assertThat(value).isEqualTo("#");
            play(ADAS_LAB + """
                    ada> JOIN &lab,+lab,!lab
                    ada< … 403 ada &lab …
                    ada< … 403 ada +lab …
                    ada< … 403 ada !lab …
                    """);
        });
        ALL.put("CHANMODES", ChannelSupportChecks::checkChannelModes);
        ALL.put("PREFIX", value -> {
            assertThat(value).isEqualTo("(ov)@+");
            play(LAB + """
                    ada> MODE #lab +vo bob bob
                    ada< …
                    bob< …
                    bob> NAMES #lab
                    bob< … 353 bob = #lab :@ada @+bob
                    bob< … 366 …
                    ada> MODE #lab -o bob
                    ada< …
                    bob< …
                    bob> NAMES #lab
                    bob< … 353 bob = #lab :@ada +bob
                    bob< … 366 …
                    """);
        });
        ALL.put("STATUSMSG", value -> {
            assertThat(value).isEqualTo("@+");
            play(LAB + "eve connects\n" + enters("eve", "ada", "bob") + """
                    ada> MODE #lab +v bob
                    ada< …
                    bob< …
                    eve< …
                    eve> PRIVMSG @#lab :psst
                    ada< :eve!eve@… PRIVMSG @#lab :psst
                    eve> PRIVMSG +#lab :psst
                    ada< :eve!eve@… PRIVMSG +#lab :psst
                    bob< :eve!eve@… PRIVMSG +#lab :psst
                    eve> PRIVMSG %#lab :psst
                    eve< … 401 eve %#lab …
                    """);
        });
        ALL.put("EXCEPTS", value -> checkException(value, "+b bob", "474"));
        ALL.put("INVEX", value -> checkException(value, "+i", "473"));
        ALL.put("MAXLIST", value -> {
            String[] limit = value.split(":");
            assertThat(limit[0]).isEqualTo("beI");
            int masks = Integer.parseInt(limit[1]);
            play(ADAS_LAB
                    + times(masks, i -> """
                            ada> MODE #lab +%1$s n%2$d
                            ada< … MODE #lab +%1$s n%2$d!*@*
                            """.formatted("beI".charAt(i % 3), i))
                    + times(3, i -> """
                            ada> MODE #lab +%1$s more
                            ada< … 478 ada #lab %1$s …
                            """.formatted("beI".charAt(i))));
        });
        ALL.put("EXTBAN", value -> {
            assertThat(value).startsWith(",");
            checkExtendedBans(value.substring(1));
        });
        ALL.put(
                "ACCOUNTEXTBAN",
                value -> play(LAB + "eve connects\n" + enters("eve", "ada", "bob") + """
                ada> MODE #lab +bb {letter}:bob {letter}:eve
                ada< …
                bob< …
                eve< …
                bob> PRIVMSG #lab :with an account
                bob< … 404 …
                eve> PRIVMSG #lab :without one
                ada< … PRIVMSG #lab :without one
                bob< … PRIVMSG #lab :without one
                """.replace("{letter}", value)));
        ALL.put("MODES", value -> {
            int limit = Integer.parseInt(value);
            for (int count : new int[] {limit, limit + 1}) {
                String voices = "MODE #lobby +" + "v".repeat(count) + " x".repeat(count);
                assertThat(answers(voices, " 401 ")).isEqualTo(limit);
            }
        });
        ALL.put("KEYLEN", value -> play(ADAS_LAB + """
                ada> MODE #lab +k {longest}
                ada< … MODE #lab +k {longest}
                ada> MODE #lab +k {longest}k
                ada< … 696 ada #lab k …
                """.replace("{longest}", "k".repeat(Integer.parseInt(value)))));
        ALL.put("KICKLEN", value -> play(LAB + """
                ada> KICK #lab bob :{longest}k
                ada< … KICK #lab bob :{longest}
                bob< … KICK #lab bob :{longest}
                """.replace("{longest}", "k".repeat(Integer.parseInt(value)))));
        ALL.put("ELIST", value -> {
            assertThat(value).isEqualTo("CMNTU");
            play(ADAS_LAB + """
                    ada> TOPIC #lab :engines
                    ada< …
                    """ + lists("C<1,#lab", "C>1,#lab") + lists("#l?b", "#m?b") + lists("!#lobby", "!#l*")
                    + lists("T<1", "T>1") + lists("<2,#lab", ">1,#lab"));
        });
    }

    private ChannelSupportChecks() {}

    /** The letters of each kind take the arguments they should, and no other letters exist. */
    private static void checkChannelModes(String value) throws Exception {
        List<String> changes = List.of(
                """
                ada> MODE #lab +X-X who who
                ada< … MODE #lab +X-X who!*@* who!*@*
                ada> MODE #lab +X
                ada< … ada #lab :End of channel …
                """,
                "ada> MODE #lab +X-X+v-v key key ada ada\nada< … MODE #lab +X-X+v-v key * ada ada\n",
                "ada> MODE #lab +X-X+v-v 5 ada ada\nada< … MODE #lab +X-X+v-v 5 ada ada\n",
                "ada> MODE #lab +X-X+v-v ada ada\nada< … MODE #lab …-X+v-v ada ada\n");
        String[] kinds = value.split(",");
        assertThat(kinds).hasSameSizeAs(changes);
        StringBuilder script = new StringBuilder(ADAS_LAB);
        for (int i = 0; i < kinds.length; i++) {
            for (String letter : kinds[i].split("")) {
                script.append(changes.get(i).replace("X", letter));
            }
        }
        List<String> others = new ArrayList<>(LETTERS);
        others.removeIf((value + "ov")::contains);
        script.append("ada> MODE #lab +").append(String.join("", others)).append('\n');
        others.forEach(other -> script.append("ada< … 472 ada " + other + " …\n"));
        play(script.toString());
    }

    /** A mask of the list admits a user whom another mode excludes. */
    private static void checkException(String letter, String bar, String refusal) throws Exception {
        play(ADAS_LAB + """
                bob connects
                ada> MODE #lab %1$s
                ada< …
                bob> JOIN #lab
                bob< … %2$s bob #lab …
                ada> MODE #lab +%3$s bob
                ada< … MODE #lab +%3$s bob!*@*
                """.formatted(bar, refusal, letter) + enters("bob", "ada"));
    }

    /** A ban with these prefixes and no others silences bob, which is both a nick and an account. */
    private static void checkExtendedBans(String letters) throws Exception {
        StringBuilder script = new StringBuilder(LAB);
        for (String letter : LETTERS) {
            script.append("""
                    ada> MODE #lab +b {ban}
                    ada< …
                    bob< …
                    bob> PRIVMSG #lab :{ban}
                    %s
                    ada> MODE #lab -b {ban}
                    ada< …
                    bob< …
                    """.formatted(letters.contains(letter) ? "bob< … 404 …" : "ada< … PRIVMSG #lab :{ban}")
                    .replace("{ban}", letter + ":bob"));
        }
        play(script.toString());
    }

    /** A user joins #lab, and others see it. */
    private static String enters(String who, String... others) {
        String joins = "{who}> JOIN #lab\n{who}< … JOIN #lab\n{who}< … 353 …\n{who}< … 366 …\n".replace("{who}", who);
        return joins + times(others.length, i -> others[i] + "< … JOIN #lab\n");
    }

    /** One condition lists #lab alone, the other one nothing. */
    private static String lists(String lab, String nothing) {
        return """
                ada> LIST %s
                ada< … 321 …
                ada< … 322 ada #lab …
                ada< … 323 …
                ada> LIST %s
                ada< … 321 …
                ada< … 323 …
                """.formatted(lab, nothing);
    }
}
