package io.securechat.history;

class MemorySearchTest extends SearchContract {
    @Override
    Journal open() {
        return Journal.open(MemoryJournal.URI);
    }
}
