package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada", "Ada-2", "_x_", "[ada]", "a.b", "{}|^`\\", "Zoë", "Łukasz", "Дмитрий", "山田さん", "김철수", "עדה"
            })
    void nicks(String name) {
        assertThat(Names.isNick(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1ada",
                "-ada",
                "ada lovelace",
                "a,b",
                "a!b",
                "a@b",
                "#a",
                ":a",
                "a*",
                "a?",
                "$a",
                "a\u0000",
                "a\u001b",
                "a\u200b",
                "a\u202e",
                "a\u00ad",
                "a\u3164",
                "a\ufe0f",
                "\u0301a",
                "Zoe\u0308",
                "\u0440\u0430ypal",
                "a\ud800",
                "🎉"
            })
    void noNicks(String name) {
        assertThat(Names.isNick(name)).isFalse();
    }

    @Test
    void aNickHasAtMost32Characters() {
        assertThat(Names.isNick("𐐀".repeat(32))).isTrue();
        assertThat(Names.isNick("a".repeat(33))).isFalse();
    }

    @Test
    void channels() {
        assertThat(Names.isChannel("#lab")).isTrue();
        assertThat(Names.isChannel("##!grüße🎉")).isTrue();
        assertThat(Names.isChannel("#" + "a".repeat(63))).isTrue();
        assertThat(Names.isChannel("#" + "a".repeat(64))).isFalse();
        assertThat(Names.isChannel("lab")).isFalse();
        assertThat(Names.isChannel("#")).isFalse();
        assertThat(Names.isChannel("#a b")).isFalse();
        assertThat(Names.isChannel("#a,b")).isFalse();
        assertThat(Names.isChannel("#a\u0007")).isFalse();
        assertThat(Names.isChannel("#a\u200b")).isFalse();
    }

    @Test
    void onlyAsciiLettersFold() {
        assertThat(Names.fold("ada[]\\~É")).isEqualTo("ada[]\\~É");
        assertThat(Names.same("ADA", "ada")).isTrue();
        assertThat(Names.same("a{", "a[")).isFalse();
        assertThat(Names.same("É", "é")).isFalse();
    }
}
