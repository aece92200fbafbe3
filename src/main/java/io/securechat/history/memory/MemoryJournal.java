package io.securechat.history.memory;

import io.securechat.history.Durations;
import io.securechat.history.Entry;
import io.securechat.history.JournalFigures;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.Range;
import io.securechat.history.Retention;
import io.securechat.history.Search;
import io.securechat.history.search.Scan;
import io.securechat.history.search.SearchQueue;
import io.securechat.history.search.Terms;
import io.securechat.history.state.Accounts;
import io.securechat.history.state.RoomStates;
import io.securechat.history.state.StatefulJournal;
import io.securechat.history.time.Eras;
import io.securechat.history.time.Expiry;
import io.securechat.history.time.Ids;
import io.securechat.history.time.SteadyClock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A journal of the last entries in memory, which are lost when the process ends. */
public final class MemoryJournal extends StatefulJournal {
    public static final String URI = "memory:";
    public static final int CAPACITY = 10_000;

    private static final Comparator<Entry> OLDEST_FIRST = Comparator.comparing(Entry::id);

    /** Entries that a search reads at a time. */
    private static final int SLICE = 20;

    private final int capacity;
    private long stored;
    private final SearchQueue searches = new SearchQueue(SearchQueue.LIMIT);
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<String, Long> nonces = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > CAPACITY;
        }
    };

    public MemoryJournal(int capacity, Clock clock) {
        this(capacity, clock, System::nanoTime);
    }

    /** @param ticker monotonic nanoseconds, as of {@link System#nanoTime} */
    public MemoryJournal(int capacity, Clock clock, LongSupplier ticker) {
        this(capacity, clock, ticker, new Ids(clock, 0, Eras.NONE));
    }

    private MemoryJournal(int capacity, Clock clock, LongSupplier ticker, Ids ids) {
        super(
                ids,
                new Expiry(Retention.FOREVER, new SteadyClock(clock, ticker, ids), ids),
                new Accounts(),
                new RoomStates(Map.of()));
        this.capacity = capacity;
    }

    @Override
    public synchronized void append(Entry.Draft draft, Listener listener) {
        String nonce = draft.nonce();
        Long known = nonce == null ? null : nonces.get(nonce);
        Entry entry =
                known == null ? keep(draft) : entries.getOrDefault(known, new Entry(known, ids.timeOf(known), draft));
        listener.executor().execute(() -> listener.stored(entry, known != null));
    }

    private Entry keep(Entry.Draft draft) {
        stored++;
        long id = ids.next();
        Entry entry = new Entry(id, ids.timeOf(id), draft);
        if (entries.size() == capacity) {
            entries.pollFirstEntry();
        }
        entries.remove(draft.redacts());
        entries.put(entry.id(), entry);
        if (draft.nonce() != null) {
            nonces.put(draft.nonce(), entry.id());
        }
        return entry;
    }

    @Override
    public synchronized CompletableFuture<JournalFigures> figures() {
        return CompletableFuture.completedFuture(
                new JournalFigures(true, stored, 0, 0, new Durations().snapshot(), OptionalLong.of(0)));
    }

    @Override
    public CompletableFuture<Void> probe() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Map<Place, Long>> newestIn(Collection<Place> rooms) {
        Map<Place, Long> newest = new HashMap<>();
        for (Entry entry : entries.values()) {
            Place origin = entry.draft().place().origin();
            for (Place place : List.of(entry.draft().place(), origin)) {
                newest.merge(place, entry.draft().isMessage() ? entry.id() : 0L, Math::max);
            }
        }
        newest.keySet().retainAll(Set.copyOf(rooms));
        return CompletableFuture.completedFuture(newest);
    }

    @Override
    public synchronized CompletableFuture<List<Entry>> read(Place place, Range range) {
        return found(
                entry -> entry.draft().place().equals(place) && range.includes(entry), range.limit(), range.newest());
    }

    @Override
    public synchronized CompletableFuture<Optional<Entry>> find(long id) {
        return CompletableFuture.completedFuture(Optional.ofNullable(entries.get(id)));
    }

    @Override
    public synchronized CompletableFuture<List<Conversation>> conversations(
            Party party, Collection<Place> rooms, Range range) {
        Map<Place, Entry> latest = new HashMap<>();
        for (Entry entry : entries.values()) {
            Place place = entry.draft().place();
            if (entry.draft().isMessage() && (place.isOf(party) || rooms.contains(place))) {
                latest.put(place, entry);
            }
        }
        Map<Boolean, List<Entry>> apart = latest.values().stream()
                .filter(range::includes)
                .sorted(range.newest() ? OLDEST_FIRST.reversed() : OLDEST_FIRST)
                .collect(Collectors.partitioningBy(entry -> {
                    Place place = entry.draft().place();
                    return place.isOf(party) && place.other(party).guest();
                }));
        return CompletableFuture.completedFuture(apart.values().stream()
                .flatMap(some -> some.stream().limit(range.limit()))
                .sorted(OLDEST_FIRST)
                .map(entry -> new Conversation(entry.draft().place(), entry))
                .toList());
    }

    @Override
    public CompletableFuture<Found> search(Search search) {
        return searches.submit(
                search.asker(), () -> CompletableFuture.completedFuture(null), () -> new MemoryScan(search));
    }

    /** Returns some of the entries between two ids, both excluded, in the order of the search. */
    private synchronized List<Entry> some(long after, long before, boolean newest) {
        NavigableMap<Long, Entry> range =
                after < before ? entries.subMap(after, false, before, false) : Collections.emptyNavigableMap();
        return (newest ? range.descendingMap() : range)
                .values().stream().limit(SLICE).toList();
    }

    private synchronized List<Entry> present(List<Entry> some) {
        return new ArrayList<>(
                some.stream().filter(entry -> entries.containsKey(entry.id())).toList());
    }

    private final class MemoryScan implements Scan {
        private final Search search;
        private final Terms terms;
        private final List<Entry> found = new ArrayList<>();
        private long after;
        private long before;

        MemoryScan(Search search) {
            this.search = search;
            this.terms = Terms.of(search.text());
            this.after = search.range().span().after();
            this.before = search.range().span().before();
        }

        @Override
        public boolean run(long until) {
            do {
                List<Entry> next = some(after, before, search.newest());
                for (Entry entry : next) {
                    if (found.size() < search.limit()
                            && search.covers(entry)
                            && terms.areIn(entry.draft().text())) {
                        found.add(entry);
                    }
                }
                if (next.isEmpty() || found.size() >= search.limit()) {
                    return true;
                }
                long last = next.get(next.size() - 1).id();
                after = search.newest() ? after : last;
                before = search.newest() ? last : before;
            } while (System.nanoTime() - until < 0);
            return false;
        }

        @Override
        public List<Entry> found() {
            List<Entry> oldestFirst = present(found);
            if (search.newest()) {
                Collections.reverse(oldestFirst);
            }
            return oldestFirst;
        }
    }

    private CompletableFuture<List<Entry>> found(Predicate<Entry> wanted, int limit, boolean newest) {
        List<Entry> found = new ArrayList<>((newest ? entries.descendingMap() : entries)
                .values().stream().filter(wanted).limit(limit).toList());
        if (newest) {
            Collections.reverse(found);
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletableFuture<Void> settled() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Contents> contents() {
        return CompletableFuture.completedFuture(new Contents(
                entries.size(),
                entries.values().stream().findFirst().map(Entry::time).orElse(null)));
    }

    @Override
    public synchronized void delivered(Party account, Place place, long after, long id) {
        long known = accounts.delivered(account, place).orElse(Long.MAX_VALUE);
        boolean isWhole = after <= known
                || entries.subMap(known, false, after, true).values().stream()
                        .noneMatch(entry -> entry.draft().place().equals(place) && isSaidTo(account, entry));
        if (isWhole && accounts.delivered(account, place, id)) {
            undelivered(account, 0, 1, false);
        }
    }

    private static boolean isSaidTo(Party account, Entry entry) {
        Entry.Draft draft = entry.draft();
        return draft.isMessage()
                && draft.place().isOf(account)
                && !draft.author().equals(account);
    }

    @Override
    public synchronized CompletableFuture<List<Entry>> undelivered(
            Party account, long after, int limit, boolean guests) {
        Accounts.Progress progress = accounts.progress(account).orElse(null);
        if (progress == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<Entry> missed = entries.tailMap(progress.everywhere(), false).values().stream()
                .filter(entry -> isSaidTo(account, entry)
                        && entry.id() > progress.in(entry.draft().place()))
                .toList();
        accounts.settle(account, missed.isEmpty() ? ids.last() : missed.get(0).id() - 1);
        return CompletableFuture.completedFuture(missed.stream()
                .filter(entry ->
                        entry.id() > after && (!guests || entry.draft().author().guest()))
                .limit(limit)
                .toList());
    }

    @Override
    public void close() {
        searches.close();
    }
}
