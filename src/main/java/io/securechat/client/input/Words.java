package io.securechat.client.input;

/** The words that a parameter of a command can be. */
enum Words {
    /** Free text: names, rooms and emoji. */
    TEXT,
    /** Nothing that is known. */
    NONE,
    /** All users. */
    PEOPLE,
    /** The members of the current room, without the user. */
    MEMBERS,
    /** The rooms that the user is in. */
    ROOMS,
    /** All rooms that the user may want to join. */
    ALL_ROOMS,
    /** The open rooms and private conversations. */
    WINDOWS,
    /** The topics of {@code /help}. */
    TOPICS,
    /** The filters of {@code /search}. */
    SEARCH,
    /** The settings, and their values. */
    SETTINGS,
    /** Users, and emoji. */
    REACTIONS,
    /** The people whose messages are hidden. */
    IGNORED;

    /** Returns whether all parameters of a command are such words. */
    boolean areRepeated() {
        return this == SEARCH || this == SETTINGS || this == REACTIONS;
    }

    /** Returns the words for the first of the parameters as {@code /help} shows them. */
    static Words of(String parameters) {
        String first = parameters.replace("[", "").replace("]", "").split(" ", -1)[0];
        return switch (first) {
            case "NAME" -> PEOPLE;
            case "ROOM" -> ROOMS;
            case "TEXT", "WORDS", "REASON", "ACTION" -> TEXT;
            default -> NONE;
        };
    }
}
