package io.securechat.client;

/** What somebody did to a room by a mode (RFC 2811 §4), as words that follow their name. */
final class ModeWords {
    /** Ends the mask of a person who is known by their name only. */
    static final String ANY_HOST = "!*@*";

    private ModeWords() {}

    /** Text of the network is in it, as it came. */
    static String of(Event.Mode event) {
        String room = event.place().room();
        String whom = event.mine() ? "you" : event.argument();
        String mask = event.argument().replace(ANY_HOST, "");
        boolean on = event.on();
        return switch (event.mode()) {
            case 'o' -> on ? "made " + whom + " an operator of " + room : "took operator of " + room + " from " + whom;
            case 'v' -> on ? "gave " + whom + " a voice in " + room : "took the voice in " + room + " from " + whom;
            case 'b' -> on ? "banned " + mask + " from " + room : "lets " + mask + " into " + room + " again";
            case 'e' -> (on ? "excepted " : "no longer excepts ") + mask + " from the bans of " + room;
            case 'I' -> (on ? "lets " : "no longer lets ") + mask + " into " + room + " without an invitation";
            case 'k' -> on ? "locked " + room + " with a key" : "took the key of " + room + " away";
            case 'l' -> "lets " + (on ? "at most " + event.argument() : "any number of") + " people into " + room;
            case 'i' ->
                on
                        ? "closed " + room + ": only who is invited can come in"
                        : "opened " + room + " to those who are not invited";
            case 'm' ->
                on
                        ? "lets only operators and those with a voice speak in " + room
                        : "lets everybody speak in " + room + " again";
            case 't' -> "lets " + (on ? "only operators" : "everybody") + " set the topic of " + room;
            case 'n' -> "lets " + (on ? "only who is in " + room : "others, too,") + " speak to " + room;
            case 's' -> (on ? "hid " : "shows ") + room + (on ? " from" : " to") + " those who are not in it";
            default ->
                "set the mode " + (on ? "+" : "-") + event.mode() + " of " + room
                        + (event.argument().isEmpty() ? "" : " to " + event.argument());
        };
    }
}
