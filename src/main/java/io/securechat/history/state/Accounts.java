package io.securechat.history.state;

import io.securechat.history.Markers;
import io.securechat.history.Party;
import io.securechat.history.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The states of accounts, and the changes that a store has not saved yet. Thread-safe. */
public final class Accounts {
    /**
     * An account that was welcomed.
     *
     * @param delivered the id up to which it has received everything, in all private places
     * @param visit the number of its last welcome, counted over all accounts
     */
    public record Account(Party party, long delivered, long visit) {}

    /**
     * A read marker.
     *
     * @param time null for a deleted one
     */
    public record Marker(
            Party account, Place place, @Nullable Instant time) {}

    /**
     * A delivery pointer: the id up to which an account has received everything in one private place.
     *
     * @param delivered 0 for a deleted one
     */
    public record Pointer(Party account, Place place, long delivered) {}

    /** The changes since the last save. */
    public record Changes(List<Account> accounts, List<Marker> markers, List<Pointer> pointers) {}

    /**
     * The delivery pointers of an account.
     *
     * @param everywhere the id up to which it has received everything, in all private places
     * @param places the ids of places where it has received more
     */
    public record Progress(long everywhere, Map<Place, Long> places) {
        /** Returns the id up to which the account has received everything in a place. */
        public long in(Place place) {
            return Math.max(everywhere, places.getOrDefault(place, 0L));
        }
    }

    /** Delivery pointers of an account, at most. Dropping the lowest makes messages arrive twice. */
    public static final int MAX_POINTERS = 1000;

    /** The number of new pointers after which to try to replace them by one for all places. */
    static final int SETTLE = 100;

    private record Reader(Party account, Place place) {}

    private final Map<Party, Account> accounts = new LinkedHashMap<>();
    private final Map<Party, Markers> markers = new HashMap<>();
    private final Set<Party> changedAccounts = new LinkedHashSet<>();
    private final Set<Reader> changedMarkers = new LinkedHashSet<>();
    private final Map<Party, Map<Place, Long>> pointers = new HashMap<>();
    private final Set<Reader> changedPointers = new LinkedHashSet<>();
    private long visits;

    public Accounts() {
        this(List.of(), List.of(), List.of());
    }

    /** @param accounts in the order of their visits */
    public Accounts(List<Account> accounts, List<Marker> markers, List<Pointer> pointers) {
        for (Account account : accounts) {
            this.accounts.put(account.party(), account);
            visits = account.visit();
        }
        markers.forEach(this::load);
        pointers.forEach(pointer -> pointersOf(pointer.account()).put(pointer.place(), pointer.delivered()));
    }

    /** Files of earlier versions may have more markers than the present limit. */
    private void load(Marker marker) {
        Instant time = marker.time();
        if (time != null) {
            markersOf(marker.account()).mark(marker.place(), time, Instant.MAX).stream()
                    .skip(1)
                    .forEach(replaced -> changedMarkers.add(new Reader(marker.account(), replaced)));
        }
    }

    synchronized List<Party> all() {
        return List.copyOf(accounts.keySet());
    }

    /** @param latest the newest id: a new account receives nothing older */
    synchronized void welcome(Party party, long latest) {
        Account before = accounts.remove(party);
        accounts.put(party, new Account(party, before == null ? latest : before.delivered(), ++visits));
        changedAccounts.add(party);
    }

    /** Returns the id up to which an account has received everything in a private place, if it was ever welcomed. */
    public synchronized OptionalLong delivered(Party party, Place place) {
        Account account = accounts.get(party);
        return account == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(
                        account.delivered(),
                        pointers.getOrDefault(party, Map.of()).getOrDefault(place, 0L)));
    }

    /** Returns the delivery pointers of an account, if it was ever welcomed. */
    public synchronized Optional<Progress> progress(Party party) {
        return Optional.ofNullable(accounts.get(party))
                .map(account -> new Progress(account.delivered(), Map.copyOf(pointers.getOrDefault(party, Map.of()))));
    }

    /**
     * Records that an account has received everything in a private place up to an id.
     *
     * @return whether it is time to {@link #settle}
     */
    public synchronized boolean delivered(Party party, Place place, long id) {
        Account account = accounts.get(party);
        Map<Place, Long> known = pointersOf(party);
        if (account == null || id <= Math.max(account.delivered(), known.getOrDefault(place, 0L))) {
            return false;
        }
        boolean another = known.put(place, id) == null;
        changedPointers.add(new Reader(party, place));
        if (known.size() > MAX_POINTERS) {
            Place oldest = Collections.min(known.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            known.remove(oldest);
            changedPointers.add(new Reader(party, oldest));
        }
        return another && known.size() % SETTLE == 0;
    }

    /** Records that an account has received everything up to an id, in all places. */
    public synchronized void settle(Party party, long id) {
        Account before = accounts.get(party);
        if (before != null && id > before.delivered()) {
            accounts.put(party, new Account(party, id, before.visit()));
            changedAccounts.add(party);
            pointersOf(party).values().removeIf(delivered -> delivered <= id);
        }
    }

    private Map<Place, Long> pointersOf(Party party) {
        return pointers.computeIfAbsent(party, none -> new HashMap<>(0));
    }

    /** @param latest the latest time that a marker can have */
    synchronized Optional<Instant> marker(Party account, Place place, Instant latest) {
        Markers known = markers.get(account);
        return known == null ? Optional.empty() : known.get(place, latest);
    }

    /** @param latest as for {@link #marker} */
    synchronized void mark(Party account, Place place, Instant time, Instant latest) {
        markersOf(account)
                .mark(place, time, latest)
                .forEach(changed -> changedMarkers.add(new Reader(account, changed)));
    }

    private Markers markersOf(Party account) {
        return markers.computeIfAbsent(account, none -> new Markers());
    }

    /** Returns the number of all markers. */
    synchronized int markers() {
        return markers.values().stream().mapToInt(Markers::size).sum();
    }

    /** Deletes the markers and delivery pointers of a place. */
    public synchronized void forget(Place place) {
        for (Party party : place.isRoom() ? markers.keySet() : place.parties()) {
            Markers known = markers.get(party);
            if (known != null && known.forget(place)) {
                changedMarkers.add(new Reader(party, place));
            }
        }
        for (Party party : place.parties()) {
            Map<Place, Long> known = pointers.get(party);
            if (known != null && known.remove(place) != null) {
                changedPointers.add(new Reader(party, place));
            }
        }
    }

    public synchronized boolean isChanged() {
        return !changedAccounts.isEmpty() || !changedMarkers.isEmpty() || !changedPointers.isEmpty();
    }

    public synchronized Changes takeChanges() {
        List<Account> taken = new ArrayList<>();
        for (Party party : changedAccounts) {
            Account account = accounts.get(party);
            if (account != null) {
                taken.add(account);
            }
        }
        List<Marker> read = new ArrayList<>();
        for (Reader reader : changedMarkers) {
            Instant time = marker(reader.account(), reader.place(), Instant.MAX).orElse(null);
            read.add(new Marker(reader.account(), reader.place(), time));
        }
        List<Pointer> received = new ArrayList<>();
        for (Reader reader : changedPointers) {
            long delivered = pointersOf(reader.account()).getOrDefault(reader.place(), 0L);
            received.add(new Pointer(reader.account(), reader.place(), delivered));
        }
        changedAccounts.clear();
        changedMarkers.clear();
        changedPointers.clear();
        return new Changes(taken, read, received);
    }

    /** Returns changes that could not be saved, for the next save. */
    public synchronized void giveBack(Changes changes) {
        changes.accounts().forEach(account -> changedAccounts.add(account.party()));
        changes.markers().forEach(marker -> changedMarkers.add(new Reader(marker.account(), marker.place())));
        changes.pointers().forEach(pointer -> changedPointers.add(new Reader(pointer.account(), pointer.place())));
    }
}
