package io.securechat.cli.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            localhost,                          localhost,        8443, -,     -
            chat.example.org.,                  chat.example.org., 8443, -,    -
            chat.example.org:7000,              chat.example.org, 7000, -,     -
            alice@chat.example.org,             chat.example.org, 8443, alice, -
            alice@chat:7000,                    chat,             7000, alice, -
            192.0.2.7:1,                        192.0.2.7,        1,    -,     -
            ::1,                                ::1,              8443, -,     -
            alice@::1,                          ::1,              8443, alice, -
            2001:db8::7,                        2001:db8::7,      8443, -,     -
            [::1],                              ::1,              8443, -,     -
            [::1]:9000,                         ::1,              9000, -,     -
            alice@[::1]:9000,                   ::1,              9000, alice, -
            [fe80::1%eth0]:9000,                fe80::1%eth0,     9000, -,     -
            bücher.example:9000,                bücher.example,   9000, -,     -
            ircs://chat,                        chat,             8443, -,     -
            ircs://chat/,                       chat,             8443, -,     -
            IRCS://chat:9000/tea,               chat,             9000, -,     #tea
            'ircs://chat:9000/#tea',            chat,             9000, -,     #tea
            ircs://chat/%23k%C3%BCche,          chat,             8443, -,     #küche
            ircs://j%C3%BCrgen@[::1]:9000/c%2B+,  ::1,            9000, jürgen, #c++
            securechat://alice@chat,            chat,             8443, alice, -
            """)
    void forms(String text, String host, int port, String name, String room) {
        assertThat(Destination.of(text, null, null, null)).isEqualTo(new Destination(host, port, name, room));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            irc://chat         | irc:// is not encrypted, and not supported      | use ircs://chat
            irc://chat:6667/a  | irc:// is not encrypted, and not supported      | use ircs://chat:6667/a
            https://chat       | https:// addresses are not supported            | use ircs://chat
            chat:              | 'chat:' is not a server address                 | 1 to 65535
            chat:0             | 'chat:0' is not a server address                 | 1 to 65535
            chat:65536         | 'chat:65536' is not                             | 1 to 65535
            chat:99999999999   | 'chat:99999999999' is not                       | 1 to 65535
            chat:http          | 'chat:http' is not                              | HOST:PORT
            chat/tea           | 'chat/tea' is not                               | ircs://HOST
            a b                | 'a b' is not                                    | a host name
            [::1               | '[::1' is not                                   | [
            [chat]x:1          | '[chat]x:1' is not                              | HOST
            @                  | '@' is not                                      | a host name
            a@b@c              | 'a@b@c' is not                                  | NAME@HOST
            alice:pw@chat      | 'alice:pw@chat' is not                          | NAME@HOST
            ircs://            | 'ircs://' is not                                | a host name
            ircs://chat/%zz    | '%zz' is not                                    | %25
            300.1.1.1          | '300.1.1.1' is not                              | IP address
            """)
    void whatIsNone(String text, String sentence, String hint) {
        refused(() -> Destination.of(text, null, null, null), sentence, hint);
    }

    @Test
    void optionsMayAddButNotContradict() {
        assertThat(Destination.of("chat", 7000, "ada", "#tea")).isEqualTo(new Destination("chat", 7000, "ada", "#tea"));
        assertThat(Destination.of("ircs://ada@chat:7000/tea", 7000, "ada", "#tea"))
                .isEqualTo(new Destination("chat", 7000, "ada", "#tea"));
        refused(() -> Destination.of("chat:7000", 7001, null, null), "'chat:7000' says 7000, but --port says 7001", "");
        refused(() -> Destination.of("bob@chat", null, "ada", null), "says bob, but --name says ada", "omit one");
        refused(() -> Destination.of("ircs://chat/a", null, null, "#b"), "says #a, but --room says #b", "omit one");
    }

    private static void refused(ThrowingCallable code, String sentence, String hint) {
        assertThatThrownBy(code)
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.hint()).contains(hint));
    }
}
