package io.securechat.client.state;

import io.securechat.FileErrors;
import io.securechat.Permissions;
import io.securechat.Problem;
import io.securechat.irc.Names;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in which JLine keeps the lines that the user has typed, one for each room and private conversation. */
public final class InputHistoryFiles {
    /** The files kept; of more, those written last. */
    static final int MAX_FILES = 200;

    /** JLine's form of a line with its time in milliseconds. */
    private static final Pattern LINE = Pattern.compile("\\d{1,18}:.*");

    private final Account account;
    private final Consumer<Problem> warning;

    /** @param warning receives problems with the files */
    public InputHistoryFiles(Account account, Consumer<Problem> warning) {
        this.account = account;
        this.warning = warning;
    }

    /**
     * Returns the file of a room, which exists, can be read, and belongs to the user alone; empty if there can be none.
     *
     * @param room an empty string for lines typed while there is no room
     */
    public Optional<Path> file(String room) {
        String folded = Names.fold(room);
        Path file = account.file("input").resolve(Account.fileName(folded, folded));
        try {
            StateFile.createFolder(file);
            if (Files.exists(file) && !isReadable(file)) {
                StateFile.moveAside(file, warning);
            }
            if (!Files.exists(file)) {
                dropOldest(file.resolveSibling("."));
                Permissions.FOR_OWNER.create(file);
            }
            return Optional.of(file);
        } catch (IOException e) {
            warning.accept(new Problem(
                    "cannot keep what you type in '" + file + "': " + FileErrors.reason(e),
                    "check the folder and its permissions",
                    e));
            return Optional.empty();
        }
    }

    private static boolean isReadable(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > StateFile.MAX_SIZE) {
            return false;
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .allMatch(line -> LINE.matcher(line).matches());
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void dropOldest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst = files.sorted(
                            Comparator.comparing((Path file) -> file.toFile().lastModified())
                                    .reversed())
                    .toList();
            for (int i = MAX_FILES - 1; i < newestFirst.size(); i++) {
                Files.deleteIfExists(newestFirst.get(i));
            }
        }
    }
}
