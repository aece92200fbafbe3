package io.securechat.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A journal that forwards to another one; tests override single methods. */
public class Forwarding implements Journal {
    protected final Journal journal;

    public Forwarding(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void append(Entry.Draft draft, Listener listener) {
        journal.append(draft, listener);
    }

    @Override
    public long newestId() {
        return journal.newestId();
    }

    @Override
    public Instant timeOf(long id) {
        return journal.timeOf(id);
    }

    @Override
    public Instant latest() {
        return journal.latest();
    }

    @Override
    public CompletableFuture<List<Entry>> read(Place place, Range range) {
        return journal.read(place, range);
    }

    @Override
    public CompletableFuture<Optional<Entry>> find(long id) {
        return journal.find(id);
    }

    @Override
    public CompletableFuture<List<Conversation>> conversations(Party party, Collection<Place> rooms, Range range) {
        return journal.conversations(party, rooms, range);
    }

    @Override
    public CompletableFuture<Found> search(Search search) {
        return journal.search(search);
    }

    @Override
    public CompletableFuture<JournalFigures> figures() {
        return journal.figures();
    }

    @Override
    public CompletableFuture<Void> probe() {
        return journal.probe();
    }

    @Override
    public CompletableFuture<Void> settled() {
        return journal.settled();
    }

    @Override
    public CompletableFuture<Contents> contents() {
        return journal.contents();
    }

    @Override
    public Map<String, String> rooms() {
        return journal.rooms();
    }

    @Override
    public void room(String name, String state) {
        journal.room(name, state);
    }

    @Override
    public List<Party> accounts() {
        return journal.accounts();
    }

    @Override
    public void welcome(Party account) {
        journal.welcome(account);
    }

    @Override
    public void delivered(Party account, Place place, long after, long id) {
        journal.delivered(account, place, after, id);
    }

    @Override
    public CompletableFuture<List<Entry>> undelivered(Party account, long after, int limit, boolean guests) {
        return journal.undelivered(account, after, limit, guests);
    }

    @Override
    public Optional<Instant> marker(Party account, Place place) {
        return journal.marker(account, place);
    }

    @Override
    public void mark(Party account, Place place, Instant time) {
        journal.mark(account, place, time);
    }

    @Override
    public long presentId() {
        return journal.presentId();
    }

    @Override
    public long firstWithin(Duration age) {
        return journal.firstWithin(age);
    }

    @Override
    public CompletableFuture<Map<Place, Long>> newestIn(Collection<Place> rooms) {
        return journal.newestIn(rooms);
    }

    @Override
    public int markers() {
        return journal.markers();
    }

    @Override
    public void close() {
        journal.close();
    }
}
