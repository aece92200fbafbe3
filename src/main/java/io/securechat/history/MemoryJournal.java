package io.securechat.history;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps the last entries in memory; whatever is appended is as safe as it will ever be at once. */
final class MemoryJournal implements Journal {
    static final int CAPACITY = 10_000;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final int capacity;
    private final Clock clock;
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<String, Entry> nonces = new HashMap<>();
    private final Map<Party, Long> accounts = new LinkedHashMap<>();
    private final Map<Reader, Instant> markers = new HashMap<>();
    private long lastId;

    private record Reader(Party account, Place place) {}

    MemoryJournal(int capacity, Clock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public synchronized void append(Entry.Draft draft, Listener listener) {
        String nonce = draft.nonce();
        Entry known = nonce == null ? null : nonces.get(nonce);
        if (known != null) {
            listener.stored(known, true);
            return;
        }
        lastId = Math.max(lastId + 1, Entry.firstIdAt(clock.instant()));
        Entry entry = new Entry(lastId, draft);
        if (entries.size() == capacity) {
            forget(entries.firstKey());
        }
        forget(draft.redacts());
        entries.put(entry.id(), entry);
        if (nonce != null) {
            nonces.put(nonce, entry);
        }
        listener.stored(entry, false);
    }

    private void forget(long id) {
        Entry entry = entries.remove(id);
        if (entry != null && entry.draft().nonce() != null) {
            nonces.remove(entry.draft().nonce());
        }
    }

    @Override
    public synchronized long newestId() {
        return lastId;
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
            Party party, Collection<Place> rooms, long after, long before, int limit) {
        Map<Place, Entry> latest = new HashMap<>();
        for (Entry entry : entries.values()) {
            Place place = entry.draft().place();
            if (!entry.draft().verb().equals(Entry.REDACT) && (place.isOf(party) || rooms.contains(place))) {
                latest.put(place, entry);
            }
        }
        return CompletableFuture.completedFuture(latest.values().stream()
                .filter(entry -> entry.id() > after && entry.id() < before)
                .sorted(Comparator.comparing(Entry::id))
                .limit(limit)
                .map(entry -> new Conversation(entry.draft().place(), entry))
                .toList());
    }

    @Override
    public synchronized CompletableFuture<List<Entry>> search(Search search) {
        Range range = new Range(search.after(), search.before(), search.limit(), true, false);
        List<String> wanted = words(search.text()).toList();
        return found(
                entry -> range.includes(entry)
                        && search.places().contains(entry.draft().place())
                        && (search.from().isEmpty()
                                || Names.same(Message.nickOf(entry.draft().source()), search.from()))
                        && wanted.stream()
                                .allMatch(word -> words(entry.draft().text()).anyMatch(said -> said.startsWith(word))),
                search.limit(),
                true);
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT))).filter(word -> !word.isEmpty());
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
    public synchronized List<Party> accounts() {
        return List.copyOf(accounts.keySet());
    }

    @Override
    public synchronized void welcome(Party account) {
        Long delivered = accounts.remove(account);
        accounts.put(account, delivered == null ? lastId : delivered);
    }

    @Override
    public synchronized void delivered(Party account, long id) {
        accounts.computeIfPresent(account, (key, before) -> Math.max(before, id));
    }

    @Override
    public synchronized CompletableFuture<List<Entry>> undelivered(Party account, int limit) {
        long delivered = accounts.getOrDefault(account, Long.MAX_VALUE);
        return found(
                entry -> entry.id() > delivered
                        && entry.draft().place().isOf(account)
                        && !entry.draft().author().equals(account)
                        && !entry.draft().verb().equals(Entry.REDACT),
                limit,
                false);
    }

    @Override
    public synchronized Optional<Instant> marker(Party account, Place place) {
        return Optional.ofNullable(markers.get(new Reader(account, place)));
    }

    @Override
    public synchronized void mark(Party account, Place place, Instant time) {
        markers.merge(new Reader(account, place), time, (before, now) -> now.isAfter(before) ? now : before);
    }

    @Override
    public void close() {}
}
