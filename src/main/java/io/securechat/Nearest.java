package io.securechat;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A search for the words that a misspelled one may stand for: one letter is wrong, or a third of them. */
public final class Nearest {
    private Nearest() {}

    /** Returns the most similar word, if it is near. */
    public static Optional<String> to(String word, Collection<String> known) {
        return all(word, known).stream().findFirst();
    }

    /** Returns all words that are near, the most similar first. */
    public static List<String> all(String word, Collection<String> known) {
        return known.stream()
                .distinct()
                .filter(candidate -> isNear(distance(word, candidate), letters(candidate)))
                .sorted(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static boolean isNear(int distance, int letters) {
        return distance <= Math.max(1, letters / 3) && distance < letters - 1;
    }

    /** Returns the length of a word without the dashes of an option or the slash of a command. */
    private static int letters(String word) {
        return (int) word.chars().filter(Character::isLetterOrDigit).count();
    }

    /** Returns the number of letters to add, remove, replace or swap with the next (Damerau–Levenshtein distance). */
    private static int distance(String one, String other) {
        int[][] rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : distance(one, other, i, j, rows);
            }
        }
        return rows[one.length()][other.length()];
    }

    private static int distance(String one, String other, int i, int j, int[][] rows) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
