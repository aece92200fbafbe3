package io.securechat.server.mode;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * A mask in a list of a channel: {@code nick!user@host} with {@code *} and {@code ?}, or the extended ban {@code
 * a:ACCOUNT} (IRCv3 account-extban). The prefix {@code m:} makes it a mute.
 */
public final class Mask {
    /** The kinds of extended bans: {@code EXTBAN}. */
    public static final String EXTENDED = "am";

    /** The kind of extended ban for accounts: {@code ACCOUNTEXTBAN}. */
    public static final String ACCOUNTS = "a";

    /** Bytes of a mask in UTF-8. */
    static final int MAX_LENGTH = 200;

    private static final String ACCOUNT = ACCOUNTS + ":";
    private static final String MUTE = "m:";

    private final String text;
    private final boolean mutes;
    private final boolean ofAccounts;
    private final Glob glob;

    private Mask(String wanted, boolean mutes, boolean ofAccounts) {
        this.mutes = mutes;
        this.ofAccounts = ofAccounts;
        this.glob = new Glob(wanted);
        this.text = (mutes ? MUTE : "") + (ofAccounts ? ACCOUNT : "") + wanted;
    }

    /** Parses a mask and completes it with {@code *}; returns null if it is invalid. */
    public static @Nullable Mask of(String typed) {
        boolean mutes = typed.startsWith(MUTE);
        String whom = mutes ? typed.substring(MUTE.length()) : typed;
        boolean ofAccounts = whom.startsWith(ACCOUNT);
        String wanted = ofAccounts ? whom.substring(ACCOUNT.length()) : complete(whom);
        if (whom.isEmpty() || !Message.isMiddle(wanted)) {
            return null;
        }
        Mask mask = new Mask(wanted, mutes, ofAccounts);
        return Utf8.length(mask.text) > MAX_LENGTH ? null : mask;
    }

    private static String complete(String mask) {
        int at = mask.indexOf('@');
        String host = at < 0 ? "" : mask.substring(at + 1);
        String name = at < 0 ? mask : mask.substring(0, at);
        int bang = name.indexOf('!');
        if (bang >= 0) {
            return orAny(name.substring(0, bang)) + '!' + orAny(name.substring(bang + 1)) + '@' + orAny(host);
        }
        return at < 0 ? name + "!*@*" : "*!" + orAny(name) + '@' + orAny(host);
    }

    private static String orAny(String part) {
        return part.isEmpty() ? "*" : part;
    }

    public String text() {
        return text;
    }

    /** The same for all spellings of the mask. */
    String key() {
        return Names.fold(text);
    }

    /** Returns whether it only mutes, and does not ban. */
    boolean mutes() {
        return mutes;
    }

    /** @param account null for a guest, whom no mask of accounts matches */
    boolean matches(String source, @Nullable String account) {
        return ofAccounts ? account != null && glob.matches(account) : glob.matches(source);
    }
}
