package io.securechat.client.state;

import io.securechat.Problem;
import io.securechat.irc.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The texts that the user has typed and not sent, one for each room and private conversation. Each change is saved at once; a second
 * client of the same account changes only its own.
 */
public final class Drafts {
    static final int MAX_DRAFTS = 100;

    /** Characters of a draft. */
    static final int MAX_LENGTH = 16 << 10;

    private final StateFile file;
    private final Consumer<Problem> warning;

    /** @param warning receives a problem with the file, once, and every draft that is too long to keep */
    public Drafts(Account account, Consumer<Problem> warning) {
        file = new StateFile(account.file("drafts"), Drafts::isValid, warning);
        this.warning = warning;
    }

    private static boolean isValid(String line) {
        try {
            return line.indexOf('\t') > 0 && line.translateEscapes().length() <= line.length();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the drafts by the folded names of their rooms. */
    public Map<String, String> load() {
        Map<String, String> drafts = new LinkedHashMap<>();
        file.read()
                .forEach(line -> drafts.put(
                        room(line), line.substring(line.indexOf('\t') + 1).translateEscapes()));
        return drafts;
    }

    /** Keeps the draft of a room; an empty one is removed. With too many, the oldest is dropped. */
    public void put(String room, String text) {
        if (text.length() > MAX_LENGTH) {
            warning.accept(new Problem(
                    "the draft in " + room + " is too long to keep: it has " + text.length() + " characters",
                    "send it, or at most " + MAX_LENGTH + " characters of it"));
            return;
        }
        String folded = Names.fold(room);
        file.update(lines -> {
            List<String> changed = new ArrayList<>(lines);
            changed.removeIf(line -> room(line).equals(folded));
            if (!text.isEmpty()) {
                changed.add(folded + "\t" + escaped(text));
            }
            return changed.subList(Math.max(0, changed.size() - MAX_DRAFTS), changed.size());
        });
    }

    private static String room(String line) {
        return line.substring(0, line.indexOf('\t'));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
