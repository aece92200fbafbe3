package io.securechat.cli.completion;

import java.util.Iterator;
import java.util.List;

/** The profiles of the settings file, which a script looks up whenever it completes. */
public final class Profiles implements Iterable<String> {
    /** Stands for the profiles in a script. */
    static final String PLACEHOLDER = "@profiles@";

    @Override
    public Iterator<String> iterator() {
        return List.of(PLACEHOLDER).iterator();
    }

    /** Lists them, one on each line, in every shell: with the files of Unix and macOS, as far as they exist. */
    static final String COMMAND = "sed -n 's/^[[:space:]]*\\[[[:space:]]*\\([^][:space:]]*\\)[[:space:]]*\\].*/\\1/p'"
            + " \"$XDG_CONFIG_HOME/securechat/join.conf\" ~/.config/securechat/join.conf"
            + " ~/Library/Application\\ Support/securechat/join.conf 2>/dev/null";
}
