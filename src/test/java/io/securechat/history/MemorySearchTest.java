package io.securechat.history;

import io.securechat.history.memory.MemoryJournal;
import io.securechat.history.store.Journals;

class MemorySearchTest extends SearchContract {
    @Override
    Journal open() {
        return Journals.open(MemoryJournal.URI);
    }
}
