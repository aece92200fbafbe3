package io.securechat.history;

import io.securechat.history.store.Journals;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSearchTest extends SearchContract {
    @TempDir
    Path folder;

    @Override
    Journal open() {
        return Journals.open("sqlite:" + folder.resolve("chat.db"));
    }
}
