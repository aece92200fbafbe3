package io.securechat.cli.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** A search for the word that a misspelled one probably means. */
final class Nearest {
    private Nearest() {}

    /** Returns the most similar word, if at most two letters or a third of them differ. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> isNear(distance(word, candidate), candidate.length()));
    }

    private static boolean isNear(int distance, int length) {
        return distance <= Math.max(2, length / 3) && distance < length - 1;
    }

    /** Returns the number of letters to add, remove or replace (Levenshtein distance). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
