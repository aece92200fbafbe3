package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumericTest {
    @Test
    void fillsItsFormWithTheArguments() {
        assertThat(Numeric.ERR_NOSUCHNICK.line("server", "ada", "bob"))
                .isEqualTo(":server 401 ada bob :No such nick or channel");
        assertThat(Numeric.RPL_WELCOME.line("server", "ada", "the net", "ada!a@h"))
                .isEqualTo(":server 001 ada :Welcome to the net, ada!a@h");
        assertThat(Numeric.RPL_ISUPPORT.line("server", "ada", List.of("A=1", "B")))
                .isEqualTo(":server 005 ada A=1 B :are supported by this server");
    }

    @Test
    void invalidMiddleParametersBecomeAStar() {
        assertThat(Numeric.ERR_ERRONEUSNICKNAME.line("server", "*", "a b"))
                .isEqualTo(":server 432 * * :Erroneous nickname");
        assertThat(Numeric.ERR_ERRONEUSNICKNAME.line("server", "*", ":a")).contains(" * * :");
        assertThat(Numeric.ERR_ERRONEUSNICKNAME.line("server", "*", "")).contains(" * * :");
        assertThat(Numeric.RPL_TOPIC.line("server", "ada", "#lab", "a b: c")).endsWith(" #lab :a b: c");
    }

    @Test
    void wantsExactlyItsArguments() {
        assertThatThrownBy(() -> Numeric.RPL_TOPIC.line("server", "ada", "#lab"))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Numeric.ERR_NOMOTD.line("server", "ada", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void codesAreUniqueAndFindTheirRow() {
        for (Numeric numeric : Numeric.values()) {
            assertThat(Numeric.of(numeric.code())).isSameAs(numeric);
        }
        assertThat(Numeric.of("999")).isNull();
    }
}
