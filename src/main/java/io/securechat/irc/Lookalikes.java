package io.securechat.irc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Detection of confusable names, which are those with a key in common. A key is the name after compatibility normalisation (NFKC),
 * full case folding and replacement of confusable characters (UTS #39 §4). Addressing does not use keys: a message to {@code alice}
 * never reaches a user whose name only looks like alice.
 */
public final class Lookalikes {
    private static final int HEXADECIMAL = 16;
    private static final char LAST_ASCII = 0x7F;

    /** The confusable characters and their prototypes, loaded on first use. */
    private static final class Table {
        private static final String RESOURCE = "confusables.txt";
        private static final Map<Integer, String> PROTOTYPES = read();

        /** Lines {@code <prototype>;<source> <source> …} of code points in hexadecimal; {@code #} begins a comment. */
        private static Map<Integer, String> read() {
            Map<Integer, String> prototypes = new HashMap<>();
            try (InputStream in = Objects.requireNonNull(Lookalikes.class.getResourceAsStream(RESOURCE));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int end = line.indexOf(';');
                    if (end > 0 && !line.startsWith("#")) {
                        String prototype = text(line.substring(0, end));
                        text(line.substring(end + 1)).codePoints().forEach(source -> prototypes.put(source, prototype));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Collections.unmodifiableMap(prototypes);
        }

        private static String text(String codePoints) {
            StringBuilder text = new StringBuilder();
            for (String codePoint : codePoints.split(" ", -1)) {
                text.appendCodePoint(Integer.parseInt(codePoint, HEXADECIMAL));
            }
            return text.toString();
        }
    }

    private Lookalikes() {}

    /** Returns whether one name could be mistaken for the other. */
    public static boolean alike(String a, String b) {
        return !Collections.disjoint(keys(a), keys(b));
    }

    /**
     * Returns the keys of a nick or channel name, one or two: its look as written, and its look in lower case, which others may use
     * to address it. {@code AIice}, with a capital I, shares the first with {@code alice}, {@code ALICE} the second.
     */
    public static Set<String> keys(String name) {
        String written = composed(name);
        String look = folded(skeleton(written));
        String lookFolded = folded(skeleton(composed(folded(written))));
        return look.equals(lookFolded) ? Set.of(look) : Set.of(look, lookFolded);
    }

    /** Returns the NFKC form without marks of no script that did not combine with a letter, such as a line below it. */
    private static String composed(String name) {
        if (isPlain(name)) {
            return name;
        }
        String nfkc = Normalizer.normalize(name, Normalizer.Form.NFKC);
        if (nfkc.codePoints().noneMatch(Lookalikes::isLooseMark)) {
            return nfkc;
        }
        StringBuilder composed = new StringBuilder();
        nfkc.codePoints().filter(c -> !isLooseMark(c)).forEach(composed::appendCodePoint);
        return composed.toString();
    }

    private static boolean isLooseMark(int c) {
        return c > LAST_ASCII
                && Character.UnicodeScript.of(c) == Character.UnicodeScript.INHERITED
                && switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    /** Folds the case in full, and turns a dotless i into an i. All three steps are needed: ẞ is its own upper case. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Returns the skeleton of UTS #39: every character replaced by its prototype. */
    static String skeleton(String name) {
        StringBuilder skeleton = new StringBuilder();
        if (isPlain(name)) {
            name.chars().forEach(c -> appendPlain((char) c, skeleton));
            return skeleton.toString();
        }
        Normalizer.normalize(name, Normalizer.Form.NFD).codePoints().forEach(c -> {
            String prototype = Table.PROTOTYPES.get(c);
            if (prototype == null) {
                skeleton.appendCodePoint(c);
            } else {
                skeleton.append(prototype);
            }
        });
        return Normalizer.normalize(skeleton, Normalizer.Form.NFD);
    }

    /** Returns whether a name is ASCII, like most, and so needs neither normalisation nor the table; a {@code %} does. */
    private static boolean isPlain(String name) {
        return name.chars().allMatch(c -> c <= LAST_ASCII && c != '%');
    }

    private static void appendPlain(char c, StringBuilder skeleton) {
        switch (c) {
            case '0' -> skeleton.append('O');
            case '1', 'I', '|' -> skeleton.append('l');
            case 'm' -> skeleton.append("rn");
            case '`' -> skeleton.append('\'');
            case '"' -> skeleton.append("''");
            default -> skeleton.append(c);
        }
    }
}
