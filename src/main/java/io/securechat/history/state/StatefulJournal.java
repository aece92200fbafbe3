package io.securechat.history.state;

import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.history.Place;
import io.securechat.history.time.Expiry;
import io.securechat.history.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal that has ids and the states of rooms and accounts in memory, wherever its entries are. */
public abstract class StatefulJournal implements Journal {
    protected final Ids ids;
    protected final Expiry expiry;
    protected final Accounts accounts;
    protected final RoomStates rooms;

    protected StatefulJournal(Ids ids, Expiry expiry, Accounts accounts, RoomStates rooms) {
        this.ids = ids;
        this.expiry = expiry;
        this.accounts = accounts;
        this.rooms = rooms;
    }

    @Override
    public final long newestId() {
        return ids.last();
    }

    @Override
    public final Instant timeOf(long id) {
        return ids.timeOf(id);
    }

    @Override
    public final long presentId() {
        return ids.present();
    }

    @Override
    public final long firstWithin(Duration age) {
        return expiry.firstWithin(age);
    }

    @Override
    public final Instant latest() {
        return ids.latest();
    }

    @Override
    public final Map<String, String> rooms() {
        return rooms.all();
    }

    @Override
    public void room(String name, String state) {
        rooms.put(name, state);
    }

    @Override
    public final List<Party> accounts() {
        return accounts.all();
    }

    @Override
    public final void welcome(Party account) {
        accounts.welcome(account, ids.last());
    }

    @Override
    public final Optional<Instant> marker(Party account, Place place) {
        return accounts.marker(account, place, ids.latest());
    }

    @Override
    public final void mark(Party account, Place place, Instant time) {
        accounts.mark(account, place, time, ids.latest());
    }

    @Override
    public final int markers() {
        return accounts.markers();
    }
}
