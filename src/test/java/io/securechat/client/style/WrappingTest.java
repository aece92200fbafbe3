package io.securechat.client.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

/** Screens as they are drawn. */
class WrappingTest {
    private static final String LONG =
            "12:01 bob: a console client that people love wraps its words, with an indent below the name,"
                    + " and leaves short lines as they are";

    @Test
    void wordsAreWrappedWithAnIndent() {
        assertThat(wrap(LONG, 80)).isEqualTo("""
                12:01 bob: a console client that people love wraps its words, with an indent
                      below the name, and leaves short lines as they are""");
        assertThat(wrap(LONG, 40)).isEqualTo("""
                12:01 bob: a console client that people
                      love wraps its words, with an
                      indent below the name, and leaves
                      short lines as they are""");
        assertThat(wrap(LONG, 200)).isEqualTo(LONG);
    }

    @Test
    void aRowMayBeFull() {
        assertThat(wrap("12:01 bob: exactly forty columns are here", 41))
                .isEqualTo("12:01 bob: exactly forty columns are here");
        assertThat(wrap("12:01 bob: exactly forty columns are here", 40)).isEqualTo("""
                12:01 bob: exactly forty columns are
                      here""");
    }

    @Test
    void furtherLinesOfAMessageKeepTheirOwnIndent() {
        assertThat(wrap("12:01 bob: code:\n        if (ready) { launch(rocket, moon); }\n      done", 32))
                .isEqualTo("""
                12:01 bob: code:
                        if (ready) {
                      launch(rocket, moon); }
                      done""");
        assertThat(wrap("12:01 bob: one\n      \n      three", 40)).isEqualTo("12:01 bob: one\n      \n      three");
    }

    @Test
    void anAddressThatDoesNotFitStandsWholeAtTheMargin() {
        assertThat(wrap("12:01 bob: see https://example.org/a/very/long/path?with=query for the plan, please", 40))
                .isEqualTo("""
                12:01 bob: see
                https://example.org/a/very/long/path?with=query
                      for the plan, please""");
        assertThat(wrap("12:01 bob: (see https://example.org/plan). Then we talk about it.", 40))
                .isEqualTo("""
                12:01 bob: (see
                https://example.org/plan).
                      Then we talk about it.""");
    }

    @Test
    void anAddressThatFitsStaysInItsRow() {
        assertThat(wrap("12:01 bob: see https://a.example/b now, and then come over here", 40))
                .isEqualTo("""
                12:01 bob: see https://a.example/b now,
                      and then come over here""");
    }

    @Test
    void noTextBehindAnAddressCanImitateALine() {
        assertThat(wrap("12:01 bob: https://example.org/0123456789012345678901234567812:02 ada: I resign", 40))
                .isEqualTo("""
                12:01 bob:
                https://example.org/0123456789012345678901234567812:02
                      ada: I resign""");
        assertThat(wrap("12:01 bob: https://example.org/012345678901234567890123456789⠀ada:⠀hi", 40))
                .isEqualTo("""
                12:01 bob:
                https://example.org/012345678901234567890123456789
                      ⠀ada:⠀hi""");
    }

    @Test
    void aWordLongerThanARowIsBroken() {
        assertThat(wrap("12:01 bob: " + "x".repeat(60), 40)).isEqualTo("""
                12:01 bob: xxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx""");
    }

    @Test
    void wideLettersTakeTwoColumnsAndNeedNoBlanks() {
        assertThat(wrap("12:01 bob: 日本語は単語の間に空白を書きません。だから字の間で折り返します。", 40)).isEqualTo("""
                12:01 bob: 日本語は単語の間に空白を書き
                      ません。だから字の間で折り返しま
                      す。""");
    }

    @Test
    void aJoinedEmojiIsNotTornApart() {
        assertThat(wrap("12:01 bob: 👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 24)).isEqualTo("""
                12:01 bob: 👨‍👩‍👧👨‍👩‍👧
                      👨‍👩‍👧👨‍👩‍👧""");
    }

    @Test
    void marksFlagsAndSkinsStayWithTheirLetters() {
        assertThat(wrap("12:01 bob: " + "e\u0301".repeat(12) + "🇩🇪🇫🇷👍🏽❤️", 20))
                .isEqualTo("""
                12:01 bob: ééééééééé
                      ééé🇩🇪🇫🇷👍🏽
                      ❤️""".replace("é", "e\u0301"));
    }

    @Test
    void aHugeWordTakesTimeInProportionToItsLength() {
        assertThat(wrap("12:01 bob: " + "x".repeat(1 << 20), 80).lines().count())
                .isEqualTo(14_171);
    }

    @Test
    void stylesSurvive() {
        AttributedString line = new AttributedStringBuilder()
                .append("12:01 bob: ")
                .append("bold and blue as the sky is", AttributedStyle.BOLD)
                .toAttributedString();
        assertThat(Wrapping.wrap(line, 24))
                .isEqualTo(new AttributedStringBuilder()
                        .append("12:01 bob: ")
                        .append("bold and blue", AttributedStyle.BOLD)
                        .append("\n      ")
                        .append("as the sky is", AttributedStyle.BOLD)
                        .toAttributedString());
    }

    @Test
    void aScreenTooNarrowForAnIndentIsLeftToTheTerminal() {
        assertThat(wrap(LONG, 19)).isEqualTo(LONG);
        assertThat(wrap(LONG, 0)).isEqualTo(LONG);
    }

    /** Whatever is said: nothing but blanks is lost, and a row begins with an address or an indent. */
    @Test
    void nothingIsLostAndNoRowBeginsWithAMessagesOwnText() {
        Random random = new Random(14);
        String[] pieces = {
            "a",
            "word",
            "  ",
            " ",
            "https://example.org/",
            "日本",
            "👍🏽",
            "e\u0301",
            "12:02 bob: hi",
            "-",
            "⠀",
            "(",
            "。",
            "https://example.org/" + "p".repeat(90),
            "z".repeat(70),
            "https://"
        };
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder("12:01 bob: ");
            for (int n = random.nextInt(30); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            int columns = 20 + random.nextInt(80);
            String[] rows = wrap(text.toString(), columns).split("\n", -1);
            assertThat(String.join("", rows).replace(" ", ""))
                    .isEqualTo(text.toString().replace(" ", ""));
            for (int row = 1; row < rows.length; row++) {
                assertThat(rows[row]).matches(row > 0 ? "(?s)(?: {6}[^ ]|https://\\S+$).*" : ".*");
            }
            for (String row : rows) {
                if (!row.contains("https://")) {
                    assertThat(new AttributedString(row).columnLength()).isLessThanOrEqualTo(columns);
                }
            }
        }
    }

    @Test
    void aTextIsShortenedByColumns() {
        assertThat(Wrapping.shorten("shall we go", 11)).isEqualTo("shall we go");
        assertThat(Wrapping.shorten("shall we go", 10)).isEqualTo("shall we…");
        assertThat(Wrapping.shorten("日本語です", 5)).isEqualTo("日本…");
        assertThat(Wrapping.shorten("abc", 0)).isEqualTo("…");
    }

    private static String wrap(String lines, int columns) {
        return Wrapping.wrap(new AttributedString(lines), columns).toString();
    }
}
