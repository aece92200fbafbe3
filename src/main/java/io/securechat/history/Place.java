package io.securechat.history;

import io.securechat.irc.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where something is said, and so who may read it later: a room, or between two parties. Equal places hold one history. */
public final class Place {
    /** Follows a room's name, with a number behind it, where an earlier room of that name has the name's own place. */
    static final char GENERATION = ',';

    private final String first;
    private final @Nullable String second;

    private Place(String first, @Nullable String second) {
        this.first = first;
        this.second = second;
    }

    /** A channel, whatever the case of its name. */
    public static Place room(String name) {
        return new Place(Names.fold(name), null);
    }

    /** What two parties say to each other only; they may be the same. */
    public static Place between(Party a, Party b) {
        String one = a.key();
        String other = b.key();
        return one.compareTo(other) <= 0 ? new Place(one, other) : new Place(other, one);
    }

    /**
     * What a store has kept.
     *
     * @throws IllegalArgumentException if it is not a {@link #key}
     */
    public static Place ofKey(String key) {
        int space = key.indexOf(' ');
        return space < 0
                ? room(key)
                : between(Party.ofKey(key.substring(0, space)), Party.ofKey(key.substring(space + 1)));
    }

    /** The form in which a store keeps it: a room's name, or the keys of the two parties with a space between them. */
    public String key() {
        return second == null ? first : first + ' ' + second;
    }

    public boolean isRoom() {
        return second == null;
    }

    /** The place of the first room of the same name. */
    public Place origin() {
        int comma = first.indexOf(GENERATION);
        return second != null || comma < 0 ? this : room(first.substring(0, comma));
    }

    /** The place of the next room of the same name. No other room can have it, because a comma cannot be in a name. */
    public Place successor() {
        int comma = first.indexOf(GENERATION);
        return comma < 0
                ? room(first + GENERATION + 1)
                : room(first.substring(0, comma + 1) + (Long.parseLong(first.substring(comma + 1)) + 1));
    }

    /** The two whom it is between; none for a room. */
    List<Party> parties() {
        return second == null ? List.of() : List.of(Party.ofKey(first), Party.ofKey(second));
    }

    /** Whether this is between a party and somebody. */
    public boolean isOf(Party party) {
        String key = party.key();
        return second != null && (first.equals(key) || second.equals(key));
    }

    /**
     * Who the other one of the two is.
     *
     * @throws IllegalArgumentException unless {@link #isOf} the party
     */
    public Party other(Party party) {
        if (second == null || !isOf(party)) {
            throw new IllegalArgumentException(party + " is not in " + this);
        }
        return Party.ofKey(first.equals(party.key()) ? second : first);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place && key().equals(place.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return key();
    }
}
