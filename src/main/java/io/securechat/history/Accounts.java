package io.securechat.history;

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

/** What is known of accounts, and which of it a store has still to save. */
final class Accounts {
    /**
     * An account that was welcomed here.
     *
     * @param delivered the entry up to which it has received everything, in all private places
     * @param visit grows with each welcome, of any account
     */
    record Account(Party party, long delivered, long visit) {}

    /**
     * Up to when an account has read a place.
     *
     * @param time null where that is not kept any more
     */
    record Marker(Party account, Place place, @Nullable Instant time) {}

    /**
     * How far an account has received what was said in one private place, where that is more than in all of them.
     *
     * @param delivered 0 where nothing is known any more
     */
    record Pointer(Party account, Place place, long delivered) {}

    /** What has changed since it was taken the last time. */
    record Changes(List<Account> accounts, List<Marker> markers, List<Pointer> pointers) {}

    /**
     * How far an account has received what was said to it.
     *
     * @param everywhere the entry up to which it has received everything
     * @param places where it has received more than that
     */
    record Progress(long everywhere, Map<Place, Long> places) {
        /** The entry up to which the account has received everything that was said in a place. */
        long in(Place place) {
            return Math.max(everywhere, places.getOrDefault(place, 0L));
        }
    }

    /** Private places of an account with a pointer of their own; beyond that the oldest are given up, and repeated. */
    static final int MAX_POINTERS = 1000;

    /** After how many new pointers it is worth looking whether they can be replaced by one for all places. */
    static final int SETTLE = 100;

    private record Reader(Party account, Place place) {}

    private final Map<Party, Account> accounts = new LinkedHashMap<>();
    private final Map<Party, Markers> markers = new HashMap<>();
    private final Set<Party> changedAccounts = new LinkedHashSet<>();
    private final Set<Reader> changedMarkers = new LinkedHashSet<>();
    private final Map<Party, Map<Place, Long>> pointers = new HashMap<>();
    private final Set<Reader> changedPointers = new LinkedHashSet<>();
    private long visits;

    Accounts() {
        this(List.of(), List.of(), List.of());
    }

    /** @param accounts in the order of their visits */
    Accounts(List<Account> accounts, List<Marker> markers, List<Pointer> pointers) {
        for (Account account : accounts) {
            this.accounts.put(account.party(), account);
            visits = account.visit();
        }
        markers.forEach(this::load);
        pointers.forEach(pointer -> pointersOf(pointer.account()).put(pointer.place(), pointer.delivered()));
    }

    /** A file of an earlier version may have more markers than are kept by now. */
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

    /** @param latest the newest entry of all, which an account that was never here need not get */
    synchronized void welcome(Party party, long latest) {
        Account before = accounts.remove(party);
        accounts.put(party, new Account(party, before == null ? latest : before.delivered(), ++visits));
        changedAccounts.add(party);
    }

    /** The entry up to which an account has received everything that was said in a private place; none for one that was never here. */
    synchronized OptionalLong delivered(Party party, Place place) {
        Account account = accounts.get(party);
        return account == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(
                        account.delivered(),
                        pointers.getOrDefault(party, Map.of()).getOrDefault(place, 0L)));
    }

    /** How far an account has received what was said to it; none for one that was never here. */
    synchronized Optional<Progress> progress(Party party) {
        return Optional.ofNullable(accounts.get(party))
                .map(account -> new Progress(account.delivered(), Map.copyOf(pointers.getOrDefault(party, Map.of()))));
    }

    /**
     * An account has received everything that was said in a private place up to an entry.
     *
     * @return whether it is time to {@link #settle}
     */
    synchronized boolean delivered(Party party, Place place, long id) {
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

    /** An account has received everything up to an entry, in all places. */
    synchronized void settle(Party party, long id) {
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

    /** @param latest the latest time up to which anybody can have read */
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

    /** How many markers there are. */
    synchronized int markers() {
        return markers.values().stream().mapToInt(Markers::size).sum();
    }

    /** Nothing of a place is kept any more: forgets who has read or received how much of it. */
    synchronized void forget(Place place) {
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

    synchronized boolean isChanged() {
        return !changedAccounts.isEmpty() || !changedMarkers.isEmpty() || !changedPointers.isEmpty();
    }

    synchronized Changes takeChanges() {
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

    /** The changes could not be saved: they are taken again the next time. */
    synchronized void giveBack(Changes changes) {
        changes.accounts().forEach(account -> changedAccounts.add(account.party()));
        changes.markers().forEach(marker -> changedMarkers.add(new Reader(marker.account(), marker.place())));
        changes.pointers().forEach(pointer -> changedPointers.add(new Reader(pointer.account(), pointer.place())));
    }
}
