package io.securechat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are confusable, and names that are not. */
class LookalikesTest {
    @ParameterizedTest
    @CsvSource({
        "alice, ALICE",
        "alice, AIice", // a capital I
        "ALICE, AIice",
        "alice, a1ice",
        "ALICE, a1ice",
        "alice, a|ice",
        "alice, al\u0131ce", // a dotless i
        "alice, alice\u0332", // a line below the e
        "alice, \u0430\u04CF\u0456\u0441\u0435", // all of it Cyrillic
        "alice, \uD835\uDC1Alice", // a mathematical a
        "carol, \uFF43arol", // a full-width c
        "bob, b0b",
        "bob, BOB",
        "BOB, \u0412\u041E\u0412", // Cyrillic, and no bob in lower case
        "bob, b\u03BFb", // a Greek omicron
        "jürgen, JÜRGEN",
        "Élise, élise",
        "strasse, Straße",
        "STRAẞE, straße",
        "istanbul, \u0130STANBUL", // an I with a dot
        "οδος, ΟΔΟΣ",
        "ofﬁce, office",
        "NickServ, nickserv",
        "NickServ, N\u0456ckServ",
        "Global, GIobal",
        "Bernard, Bemard",
        "#lobby, #l\u043Ebby",
        "#lobby, #LOBBY",
        "#lobby, #1obby"
    })
    void alike(String one, String another) {
        assertThat(Lookalikes.alike(one, another)).isTrue();
        assertThat(Lookalikes.alike(another, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alicia",
        "alice, alice-2",
        "alice, alice_",
        "Elise, Élise",
        "jurgen, jürgen",
        "zoe, zoë",
        "'#cafe', '#café'",
        "user1, user10",
        "user1, user7",
        "Ella, Elia",
        "Анна, Анка",
        "Вова, Рома",
        "山田, 山本",
        "김철수, 김영수",
        "क\u093F, क\u0940"
    })
    void apart(String one, String another) {
        assertThat(Lookalikes.alike(one, another)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ọlọ\u0301runtóbi", "Nguyễn", "İbrahim", "Дмитрий", "עדה", "मीरा", "か\u309Aき"})
    void aNameHasItsKeysInEveryLanguage(String name) {
        assertThat(Lookalikes.keys(name)).isNotEmpty().allMatch(key -> key.length() > 1);
        assertThat(Lookalikes.alike(name, name)).isTrue();
    }

    /** Lookalikes are refused, so ordinary names must rarely be any: these few do look alike. */
    @Test
    void mostFirstNamesAreApart() {
        List<String> names = List.of(NAMES.split("\\s+"));
        List<String> alike = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                if (Lookalikes.alike(names.get(i), names.get(j))) {
                    alike.add(names.get(i) + "/" + names.get(j));
                }
            }
        }
        assertThat(alike).containsExactlyInAnyOrder("Ema/Erna", "Ian/Lan", "Amie/Arnie", "Iana/Lana");
    }

    private static final String NAMES = """
            Ada Adam Agnes Aisha Alan Albert Alejandro Alex Alexander Alexandra Alice Alicia Alina Alison Amanda Amelia Amie \
            Amina Amir Amy Ana Anders Andrea Andreas Andrew Andrzej Angela Anja Anna Anne Annie Anton Antonio Arne Arnie \
            Arnold Arthur Astrid Barbara Beatrice Ben Benjamin Bernard Bernd Bernie Beth Bianca Bill Birgit Björn Bob Boris \
            Brian Bruno Camila Carl Carla Carlos Carmen Carol Caroline Catherine Cecilia Chiara Chloe Chris Christian \
            Christina Claire Clara Claudia Colin Craig Cristina Daisy Dan Daniel Daniela David Dawn Deborah Denis Diana \
            Diego Dirk Dmitri Dominik Donna Doris Dorothy Dylan Edith Edward Elena Eli Elia Elias Elif Elisa Elisabeth Ella \
            Ellen Emil Emilia Emily Emma Ema Emre Eric Erik Erika Erin Erna Ernst Eva Evelyn Fabian Fatima Felix Finn Fiona \
            Florian Frank Franz Fred Frieda Gabriel Gabriela George Gerald Gina Giulia Gloria Grace Graham Greta Guillermo \
            Gustav Hanna Hannah Hans Harald Harry Hassan Heidi Heinz Helen Helena Henry Hugo Ian Iana Ibrahim Ida Igor Ilse \
            Ina Ines Inge Ingrid Ira Irene Irina Iris Isa Isabel Isabella Isla Ivan Ivy Jack Jacob Jakob James Jan Jana Jane \
            Janet Jason Javier Jean Jennifer Jens Jessica Jim Joan Johan Johanna John Jonas Jonathan José Jose Joseph Joyce \
            Juan Judith Jules Julia Julian Julie Jürgen Kai Karen Karin Karl Kate Katharina Kathrin Katja Keith Ken Kenji \
            Kevin Kim Klaus Krzysztof Lan Lana Lara Lars Laura Lea Leah Lena Leo Leon Leonie Liam Lia Lila Lilly Lily Lina \
            Linda Lisa Liv Liza Lorenzo Louis Louise Luca Lucas Lucia Lucy Luis Luisa Lukas Luke Maja Malin Manuel Marco \
            Margaret Maria Marie Marina Mario Marion Mark Marko Markus Marta Martha Martin Mary Mateo Matthew Matthias Max \
            Maya Mia Michael Michelle Miguel Mila Milan Minh Miriam Mohammed Moritz Nadia Nadine Natalia Natalie Nathan Nele \
            Nick Nicole Niklas Nils Nina Noah Nora Olaf Oleg Olga Oliver Olivia Omar Oscar Otto Pablo Pamela Patricia Paul \
            Paula Pedro Peter Petra Philip Pia Piotr Priya Rachel Rafael Rahel Ralf Ravi Raymond Rebecca Renate Ricardo \
            Richard Rita Robert Robin Roger Roland Roman Ronald Rosa Rose Ruth Ryan Sabine Sally Samir Samuel Sandra Sara \
            Sarah Sebastian Selin Silvia Simon Simone Sofia Sonja Sophie Stefan Stefanie Stella Stephen Steven Susan \
            Susanne Svenja Sven Tanja Tara Teresa Theo Theresa Thomas Tim Tina Tobias Tom Tomasz Ulrich Ulrike Uma Ursula \
            Ute Valentina Valeria Vera Veronika Victor Victoria Vincent Viola Walter Wendy Werner Wilhelm William Wolfgang \
            Xavier Yan Yara Yasmin Yuki Yusuf Yvonne Zoe Zoë""";
}
