package io.securechat.history;

class MemorySearchTest extends SearchContract {
    @Override
    Journal open() {
        return Journals.open(MemoryJournal.URI);
    }
}
