package io.securechat.history;

import static io.securechat.history.JournalContract.ADA;
import static io.securechat.history.JournalContract.BOB;
import static io.securechat.history.JournalContract.DEN;
import static io.securechat.history.JournalContract.EVE;
import static io.securechat.history.JournalContract.LAB;
import static io.securechat.history.JournalContract.append;
import static io.securechat.history.JournalContract.draft;
import static io.securechat.history.JournalContract.found;
import static io.securechat.history.JournalContract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the search in every journal. */
abstract class SearchContract {
    abstract Journal open();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            🎉             | so good 🎉🎉
            👍             | 👍🏽 from me
            👩‍💻          | the 👩‍💻 is in
            🫠             | melting 🫠
            %              | 100% sure
            %              | a%b
            +=             | i += 1
            C++            | C++ is fun
            c++            | we use C++, mostly
            C#             | (C#)
            don't          | I don’t know
            don’t          | I don't know
            "at last"      | it runs, at  last
            “at last”      | it runs, at last
            https://ex.org | see https://ex.org/page
            foo-bar        | foo‑bar
            boil           | the boilers
            1              | in 1984
            1984           | in 1984
            ελλας          | ΕΛΛΑΣ
            strasse        | Hauptstraße? Straße!
            STRASSE        | straße
            Straße         | STRASSE
            zurich         | Zürich
            Zürich         | zurich
            lodz           | Łódź
            smorrebrod     | Smørrebrød
            елка           | Ёлка
            ёлка           | елка
            ｈｅｌｌｏ          | hello
            hello          | Ｈｅｌｌｏ！
            ﬁne            | fine
            fine           | ﬁne
            istanbul       | İstanbul
            ılık           | ILIK
            東京           | 私は東京都に住んでいます
            京             | 東京都
            カ             | ｶﾞｶ
            ガ             | ｶﾞｯｺｳ
            手机           | iPhone手机壳
            phone          | 手机phone壳
            한국           | 대한국민
            สวัสดี           | ครับสวัสดีครับ
            ด              | สวัสดี
            ★              | five ★★★★★
            ❤              | I ❤️ it
            """)
    void findsWhatPeopleMean(String words, String text) {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "nothing of the kind"));
            append(journal, draft(LAB, text));
            assertThat(found(journal, words, "", 10)).containsExactly(text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            🎉         | so good
            🎉         | so good 🎈
            %          | percent
            C++        | C is fun
            C++        | c, and i++
            c++        | abc++
            don't      | don is tall
            don't      | t don
            ngine      | engine
            "at last"  | at the last
            "at last"  | that last one
            at;last    | at last
            京東       | 東京
            手机       | 机手
            й          | и
            """)
    void findsNothingElse(String words, String text) {
        try (Journal journal = open()) {
            append(journal, draft(LAB, text));
            assertThat(found(journal, words, "", 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u000304FAILED",
                "\u00034,12FAILED\u0003",
                "\u0002FAILED\u000f",
                "\u001dFA\u001dILED",
                "\u0004ff0000FAILED",
                "\u0004ff0000,00ff00FAILED",
                "\u001eF\u001fA\u0011I\u0016LED",
                "\u0001ACTION FAILED\u0001",
                "F\u00adA\u200bI\u200dLED"
            })
    void formattingIsNoText(String text) {
        try (Journal journal = open()) {
            append(journal, draft(LAB, text));
            assertThat(found(journal, "failed", "", 10)).containsExactly(text);
            assertThat(found(journal, "\u000304Failed", "", 10)).containsExactly(text);
            assertThat(found(journal, "04", "", 10)).isEmpty();
            assertThat(found(journal, "ACTION", "", 10)).isEmpty();
        }
    }

    /** Formatting codes only, or nothing, match any text. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u0002", "\u200b"})
    void noTextIsAnyText(String words) {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "one"));
            append(journal, draft(DEN, "two"));
            assertThat(found(journal, words, "ada", 10)).containsExactly("one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"\"", "\" \"", "a\"", "\"a", "'", "\\", "*", "^", "(", "-a", "a:b", "\uE000"})
    void everyCharacterIsLookedFor(String word) {
        try (Journal journal = open()) {
            append(journal, draft(LAB, "nothing"));
            append(journal, draft(LAB, "x " + word + " y"));
            assertThat(found(journal, word, "", 10)).containsExactly("x " + word + " y");
        }
    }

    @Test
    void longWordsAndLongTextsAreFound() {
        String word = "abcdefghij".repeat(30);
        try (Journal journal = open()) {
            append(journal, draft(LAB, word + "x"));
            append(journal, draft(LAB, "word ".repeat(6000) + word + "y"));
            append(journal, draft(LAB, "東京".repeat(5000) + "都"));
            assertThat(found(journal, word, "", 10)).hasSize(2);
            assertThat(found(journal, word + "x", "", 10)).containsExactly(word + "x");
            assertThat(found(journal, "京都", "", 10)).hasSize(1);
            assertThat(found(journal, "東京東京東京東京東京東京東京都", "", 10)).hasSize(1);
        }
    }

    /** A search after a time begins there (soju.im/search), others at the newest message. */
    @Test
    void findsTheOldestOrTheNewest() {
        try (Journal journal = open()) {
            Entry first = append(journal, draft(LAB, "tea 1"));
            for (int i = 2; i <= 9; i++) {
                append(journal, draft(LAB, "tea " + i));
                append(journal, draft(LAB, "coffee " + i));
            }
            assertThat(found(journal, "tea", "", 3)).containsExactly("tea 7", "tea 8", "tea 9");
            Search oldest = new Search(
                    "", Set.of(LAB), null, "tea", "", new Range(first.id(), Long.MAX_VALUE, 3, false, Set.of()));
            assertThat(texts(journal.search(oldest).join().entries())).containsExactly("tea 2", "tea 3", "tea 4");
        }
    }

    @Test
    void looksThroughThePrivateConversationsOfAParty() {
        try (Journal journal = open()) {
            append(journal, draft(Place.between(ADA, BOB), "tea with bob"));
            append(journal, draft(Place.between(EVE, ADA), EVE, "tea with eve", null));
            append(journal, draft(Place.between(ADA, ADA), "tea alone"));
            append(journal, draft(Place.between(BOB, EVE), "tea without ada"));
            append(journal, draft(LAB, "tea for all"));
            append(journal, draft(DEN, "tea elsewhere"));
            Search search = new Search("", Set.of(LAB), ADA, "tea", "", Range.latest(10));
            assertThat(texts(journal.search(search).join().entries()))
                    .containsExactly("tea with bob", "tea with eve", "tea alone", "tea for all");
        }
    }

    @Test
    void redactedMessagesAreNotFound() {
        try (Journal journal = open()) {
            Entry secret = append(journal, draft(LAB, "password 🎉"));
            append(journal, draft(LAB, "password 🎉 too"));
            assertThat(found(journal, "🎉", "", 10)).hasSize(2);
            append(journal, JournalContract.redaction(secret, "oops"));
            for (String words : List.of("🎉", "password", "", "pass")) {
                assertThat(found(journal, words, "", 10)).containsExactly("password 🎉 too");
            }
        }
    }
}
