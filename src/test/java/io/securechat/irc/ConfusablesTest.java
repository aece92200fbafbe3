package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the table of confusable characters with ICU4J's. With {@code WRITE_CONFUSABLES} set in the environment, it rewrites the
 * table, which is needed after ICU4J changes its version of Unicode.
 */
class ConfusablesTest {
    private static final Path TABLE = Path.of("src/main/resources/io/securechat/irc/confusables.txt");
    private static final SpoofChecker ICU = new SpoofChecker.Builder().build();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    @Test
    void theTableIsThatOfIcu() throws Exception {
        String text = Files.readString(TABLE);
        String head = text.lines().filter(line -> line.startsWith("#")).collect(Collectors.joining("\n", "", "\n"));
        if (System.getenv("WRITE_CONFUSABLES") != null) {
            text = head + rows();
            Files.writeString(TABLE, text);
        }
        assertThat(text).isEqualTo(head + rows());
    }

    @Test
    void aSkeletonIsThatOfIcu() {
        codePoints()
                .filter(Character::isDefined) // by the Unicode version of this JDK
                .mapToObj(c -> NFKC.normalize(Character.toString(c)))
                .flatMap(text -> Stream.of("a" + text + "b", "ä" + text)) // ASCII names do not use the table
                .forEach(text -> assertThat(Lookalikes.skeleton(text)).as(text).isEqualTo(ICU.getSkeleton(text)));
    }

    @Test
    void namesEqualAfterCaseFoldingAreAlike() {
        IntStream letters = codePoints()
                .filter(Character::isDefined)
                .filter(Character::isLetter)
                .filter(c -> UCharacter.foldCase(c, true) != c);
        letters.forEach(c -> {
            String text = "x" + Character.toString(c) + "x";
            assertThat(Lookalikes.alike(text, UCharacter.foldCase(text, true)))
                    .as(text)
                    .isTrue();
        });
    }

    /** Returns a row for each prototype, in the order of code points. */
    private static String rows() {
        Map<String, String> rows = new TreeMap<>();
        codePoints()
                .filter(c -> NFKC.isNormalized(Character.toString(c)) && NFD.isNormalized(Character.toString(c)))
                .filter(c -> !ICU.getSkeleton(Character.toString(c)).equals(Character.toString(c)))
                .forEach(c -> rows.merge(
                        hexadecimal(ICU.getSkeleton(Character.toString(c))),
                        hexadecimal(Character.toString(c)),
                        (some, more) -> some + " " + more));
        return rows.entrySet().stream()
                .map(row -> row.getKey() + ";" + row.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Returns all characters that are valid in a name. */
    private static IntStream codePoints() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> !UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .filter(c -> switch (UCharacter.getType(c)) {
                    case ECharacterCategory.UNASSIGNED,
                            ECharacterCategory.CONTROL,
                            ECharacterCategory.FORMAT,
                            ECharacterCategory.SURROGATE,
                            ECharacterCategory.PRIVATE_USE,
                            ECharacterCategory.SPACE_SEPARATOR,
                            ECharacterCategory.LINE_SEPARATOR,
                            ECharacterCategory.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                });
    }

    private static String hexadecimal(String text) {
        return text.codePoints().mapToObj(c -> String.format("%04X", c)).collect(Collectors.joining(" "));
    }
}
