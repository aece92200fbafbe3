package io.securechat.client.line;

import io.securechat.Problem;
import io.securechat.client.state.Account;
import io.securechat.client.state.Drafts;
import io.securechat.client.state.InputHistoryFiles;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Names;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The draft and the history of each room and private conversation. */
public final class TypedLines {
    /** Places whose lines are in memory; of more, those used last. */
    static final int MAX_PLACES = 100;

    private final Map<String, Draft> drafts = new LruMap<>(MAX_PLACES);
    private final Map<String, InputHistory> histories = new LruMap<>(MAX_PLACES);
    private @Nullable Drafts draftFile;
    private @Nullable InputHistoryFiles historyFiles;

    /**
     * A line that is typed and not sent.
     *
     * @param cursor the position of the cursor in it, in code points
     */
    public record Draft(String text, int cursor) {
        public static final Draft EMPTY = new Draft("", 0);

        public static Draft of(String text) {
            return new Draft(text, text.codePointCount(0, text.length()));
        }

        public boolean isEmpty() {
            return text.isEmpty();
        }
    }

    /** Keeps the lines in the files of an account, and restores those that are there. */
    public synchronized void remember(Account account, Consumer<Problem> warning) {
        Drafts stored = new Drafts(account, warning);
        stored.load().forEach((place, text) -> drafts.put(place, Draft.of(text)));
        draftFile = stored;
        historyFiles = new InputHistoryFiles(account, warning);
        histories.clear();
    }

    public synchronized Draft draft(String place) {
        return drafts.getOrDefault(Names.fold(place), Draft.EMPTY);
    }

    /** Keeps the draft of a place; an empty one is removed. A line with a password stays in memory. */
    public synchronized void keep(String place, Draft draft) {
        String folded = Names.fold(place);
        Draft old = draft.isEmpty() ? drafts.remove(folded) : drafts.put(folded, draft);
        String before = old == null ? "" : old.text();
        if (draftFile != null && !place.isEmpty() && !draft.text().equals(before)) {
            draftFile.put(place, InputHistory.isHarmless(draft.text()) ? draft.text() : "");
        }
    }

    /** Returns the history of a place. Lines typed in a private conversation stay in memory. */
    public synchronized InputHistory history(String place) {
        return histories.computeIfAbsent(Names.fold(place), folded -> new InputHistory(file(place)));
    }

    private Optional<Path> file(String place) {
        boolean shared = place.isEmpty() || Names.isChannelLike(place);
        return historyFiles == null || !shared ? Optional.empty() : historyFiles.file(place);
    }
}
