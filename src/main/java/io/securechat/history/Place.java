package io.securechat.history;

import io.securechat.irc.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation: a room, or two parties in private. The place of an entry decides who may read it. */
public final class Place {
    /** Separates a room's name from a number, if an earlier room had the same name. */
    public static final char GENERATION = ',';

    private final String first;
    private final @Nullable String second;

    private Place(String first, @Nullable String second) {
        this.first = first;
        this.second = second;
    }

    /** Returns the place of a room; the case of its name does not matter. */
    public static Place room(String name) {
        return new Place(Names.fold(name), null);
    }

    /** Returns the private place of two parties, which may be the same. */
    public static Place between(Party a, Party b) {
        String one = a.key();
        String other = b.key();
        return one.compareTo(other) <= 0 ? new Place(one, other) : new Place(other, one);
    }

    /**
     * Returns the place of a {@link #key}.
     *
     * @throws IllegalArgumentException if it is not a {@link #key}
     */
    public static Place ofKey(String key) {
        int space = key.indexOf(' ');
        return space < 0
                ? room(key)
                : between(Party.ofKey(key.substring(0, space)), Party.ofKey(key.substring(space + 1)));
    }

    /** Returns the form in which a store keeps a place: a room's name, or the keys of the two parties, separated by a space. */
    public String key() {
        return second == null ? first : first + ' ' + second;
    }

    public boolean isRoom() {
        return second == null;
    }

    /** Returns the place of the first room of the same name. */
    public Place origin() {
        int comma = first.indexOf(GENERATION);
        return second != null || comma < 0 ? this : room(first.substring(0, comma));
    }

    /** Returns the place of the next room of the same name. No other room can have it, because names contain no comma. */
    public Place successor() {
        int comma = first.indexOf(GENERATION);
        return comma < 0
                ? room(first + GENERATION + 1)
                : room(first.substring(0, comma + 1) + (Long.parseLong(first.substring(comma + 1)) + 1));
    }

    /** Returns the two parties of a private place; none for a room. */
    public List<Party> parties() {
        return second == null ? List.of() : List.of(Party.ofKey(first), Party.ofKey(second));
    }

    /** Returns whether this is a private place of a party. */
    public boolean isOf(Party party) {
        String key = party.key();
        return second != null && (first.equals(key) || second.equals(key));
    }

    /**
     * Returns the other party of a private place.
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
