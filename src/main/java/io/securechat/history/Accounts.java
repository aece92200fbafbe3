package io.securechat.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is known of accounts, and which of it a store has still to save. */
final class Accounts {
    /**
     * An account that was welcomed here.
     *
     * @param delivered the entry up to which it has got everything
     * @param visit grows with each welcome, of any account
     */
    record Account(Party party, long delivered, long visit) {}

    /** Up to when an account has read a place. */
    record Marker(Party account, Place place, Instant time) {}

    /** What has changed since it was taken the last time. */
    record Changes(List<Account> accounts, List<Marker> markers) {}

    private record Reader(Party account, Place place) {}

    private final Map<Party, Account> accounts = new LinkedHashMap<>();
    private final Map<Reader, Instant> markers = new HashMap<>();
    private final Set<Party> changedAccounts = new LinkedHashSet<>();
    private final Set<Reader> changedMarkers = new LinkedHashSet<>();
    private long visits;

    Accounts() {
        this(List.of(), List.of());
    }

    /** @param accounts in the order of their visits */
    Accounts(List<Account> accounts, List<Marker> markers) {
        for (Account account : accounts) {
            this.accounts.put(account.party(), account);
            visits = account.visit();
        }
        markers.forEach(marker -> this.markers.put(new Reader(marker.account(), marker.place()), marker.time()));
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

    synchronized void delivered(Party party, long id) {
        Account before = accounts.get(party);
        if (before != null && id > before.delivered()) {
            accounts.put(party, new Account(party, id, before.visit()));
            changedAccounts.add(party);
        }
    }

    /** The entry up to which an account has got everything; none for who was never here. */
    synchronized OptionalLong delivered(Party party) {
        Account account = accounts.get(party);
        return account == null ? OptionalLong.empty() : OptionalLong.of(account.delivered());
    }

    /** @param latest the latest time up to which anybody can have read: a marker beyond it was set by a wrong clock */
    synchronized Optional<Instant> marker(Party account, Place place, Instant latest) {
        return Optional.ofNullable(markers.get(new Reader(account, place)))
                .map(time -> time.isAfter(latest) ? latest : time);
    }

    /** @param latest as for {@link #marker} */
    synchronized void mark(Party account, Place place, Instant time, Instant latest) {
        Reader reader = new Reader(account, place);
        Instant before = markers.get(reader);
        if (before == null || time.isAfter(before) || before.isAfter(latest)) {
            markers.put(reader, time.isAfter(latest) ? latest : time);
            changedMarkers.add(reader);
        }
    }

    synchronized boolean isChanged() {
        return !changedAccounts.isEmpty() || !changedMarkers.isEmpty();
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
            Instant time = markers.get(reader);
            if (time != null) {
                read.add(new Marker(reader.account(), reader.place(), time));
            }
        }
        changedAccounts.clear();
        changedMarkers.clear();
        return new Changes(taken, read);
    }

    /** The changes could not be saved: they are taken again the next time. */
    synchronized void giveBack(Changes changes) {
        changes.accounts().forEach(account -> changedAccounts.add(account.party()));
        changes.markers().forEach(marker -> changedMarkers.add(new Reader(marker.account(), marker.place())));
    }
}
