package io.securechat.irc;

import io.securechat.SafeText;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which nicks and channel names are valid, and when two of them are the same ({@code CASEMAPPING=ascii}). */
public final class Names {
    /** Characters (code points) of a nick: {@code NICKLEN}. */
    public static final int MAX_NICK = 32;

    /** Characters (code points) of a channel's name, its {@code #} included: {@code CHANNELLEN}. */
    public static final int MAX_CHANNEL = 64;

    /** What {@link #isNick} asks for, in words for a user. */
    public static final String NICK_RULE = "a name has 1 to " + MAX_NICK
            + " letters of one script, digits and -_.[]\\`^{}|, and begins with no digit and no -";

    /** Names of the services that other networks have; who bore one could ask people for their passwords. */
    public static final List<String> SERVICES =
            List.of("NickServ", "ChanServ", "OperServ", "MemoServ", "HostServ", "BotServ", "SaslServ", "Global");

    private static final String NICK_SPECIALS = "-_.[]\\`^{}|";

    /** Scripts that one language writes together; any other mixture can imitate somebody else's name. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    private Names() {}

    /**
     * Whether a nick is valid: in Unicode's normal form NFC, letters and digits of one script and {@code -_.[]\`^{}|}, 1 to
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
     * Whether a channel's name is valid: {@code #} and at least one more, at most {@value #MAX_CHANNEL} characters, no space,
     * comma, control or invisible character.
     */
    public static boolean isChannel(String name) {
        return name.length() > 1
                && name.charAt(0) == '#'
                && name.codePointCount(0, name.length()) <= MAX_CHANNEL
                && name.codePoints().allMatch(c -> c != ',' && SafeText.isVisible(c) && !isSpace(c))
                && Normalizer.isNormalized(name, Normalizer.Form.NFC);
    }

    /** Whether a name has a channel's first character, and so cannot be a nick. */
    public static boolean isChannelLike(String name) {
        return name.startsWith("#");
    }

    /** The form in which two spellings of a name are equal: only A to Z become a to z. */
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

    /** Whether two spellings name the same user or channel. */
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
