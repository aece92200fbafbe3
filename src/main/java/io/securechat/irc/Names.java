package io.securechat.irc;

import io.securechat.SafeText;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rules for nicks and channel names, and their comparison ({@code CASEMAPPING=ascii}). */
public final class Names {
    /** The length of a nick in code points, at most: {@code NICKLEN}. */
    public static final int MAX_NICK = 32;

    /** The length of a channel's name in code points, at most, with its {@code #}: {@code CHANNELLEN}. */
    public static final int MAX_CHANNEL = 64;

    /** The rule of {@link #isNick} for a user. */
    public static final String NICK_RULE = "a name has 1 to " + MAX_NICK
            + " letters of one script, digits and -_.[]\\`^{}|, and does not begin with a digit or -";

    /** Names of services on other networks. A user with one of them could ask others for their passwords. */
    public static final List<String> SERVICES =
            List.of("NickServ", "ChanServ", "OperServ", "MemoServ", "HostServ", "BotServ", "SaslServ", "Global");

    private static final String NICK_SPECIALS = "-_.[]\\`^{}|";

    /** Scripts that a language mixes; any other mixture can imitate another name. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    private Names() {}

    /**
     * Returns whether a nick is valid: in Unicode's normal form NFC, letters and digits of one script and {@code -_.[]\`^{}|}, 1 to
     * {@value #MAX_NICK} characters, not beginning with a digit or {@code -}.
     */
    public static boolean isNick(String name) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NICK) {
            return false;
        }
        int first = name.codePointAt(0);
        if (first == '-' || Character.isDigit(first) || isMark(first)) {
            return false;
        }
        return name.codePoints()
                        .allMatch(c -> NICK_SPECIALS.indexOf(c) >= 0
                                || ((Character.isLetterOrDigit(c) || isMark(c)) && SafeText.isVisible(c)))
                && Normalizer.isNormalized(name, Normalizer.Form.NFC)
                && isOfOneScript(name);
    }

    /**
     * Returns whether a channel's name is valid: in Unicode's normal form NFC, 2 to {@value #MAX_CHANNEL} characters, the first of
     * them {@code #}, without spaces, commas, and control or invisible characters.
     */
    public static boolean isChannel(String name) {
        return name.length() > 1
                && name.charAt(0) == '#'
                && name.codePointCount(0, name.length()) <= MAX_CHANNEL
                && name.codePoints().allMatch(c -> c != ',' && SafeText.isVisible(c) && !isSpace(c))
                && Normalizer.isNormalized(name, Normalizer.Form.NFC);
    }

    /** Returns whether a name has a channel's first character, and so cannot be a nick. */
    public static boolean isChannelLike(String name) {
        return name.startsWith("#");
    }

    /** Returns a name with A to Z in lower case. Two spellings of a name are equal in this form. */
    public static String fold(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isUpper(name.charAt(i))) {
                StringBuilder folded = new StringBuilder(name);
                for (int j = i; j < name.length(); j++) {
                    if (isUpper(name.charAt(j))) {
                        folded.setCharAt(j, (char) (name.charAt(j) + 'a' - 'A'));
                    }
                }
                return folded.toString();
            }
        }
        return name;
    }

    /** Returns whether two spellings name the same user or channel. */
    public static boolean same(String a, String b) {
        return fold(a).equals(fold(b));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isSpace(int c) {
        return Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    private static boolean isOfOneScript(String name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        return scripts.size() <= 1 || TOGETHER.stream().anyMatch(together -> together.containsAll(scripts));
    }
}
