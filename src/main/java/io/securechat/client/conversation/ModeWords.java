package io.securechat.client.conversation;

import io.securechat.client.event.RoomEvent;

/** Descriptions of mode changes (RFC 2811 §4), to follow the name of the user who made them. */
public final class ModeWords {
    /** The end of a mask that is made of a name only. */
    public static final String ANY_HOST = "!*@*";

    private ModeWords() {}

    /** Returns the description, which contains unsanitized text from the network. */
    public static String of(RoomEvent.Mode event) {
        String room = event.place().room();
        String whom = event.mine() ? "you" : event.argument();
        String mask = event.argument().replace(ANY_HOST, "");
        boolean on = event.on();
        return switch (event.mode()) {
            case 'o' ->
                on ? "made " + whom + " an operator of " + room : "removed " + whom + " as an operator of " + room;
            case 'v' -> on ? "gave " + whom + " voice in " + room : "removed the voice of " + whom + " in " + room;
            case 'b' -> (on ? "banned " : "unbanned ") + mask + " from " + room;
            case 'e' -> (on ? "exempted " : "no longer exempts ") + mask + " from the bans of " + room;
            case 'I' -> (on ? "lets " : "no longer lets ") + mask + " join " + room + " without an invitation";
            case 'k' -> on ? "locked " + room + " with a key" : "removed the key of " + room;
            case 'l' ->
                on
                        ? "limited " + room + " to " + event.argument() + " members"
                        : "removed the limit on the members of " + room;
            case 'i' -> on ? "made " + room + " invite-only" : "opened " + room + " to users without an invitation";
            case 'm' ->
                on
                        ? "made " + room + " moderated: only operators and users with voice can speak"
                        : "lets everyone speak in " + room + " again";
            case 't' -> "lets " + (on ? "only operators" : "everyone") + " set the topic of " + room;
            case 'n' -> "lets " + (on ? "only members" : "everyone") + " send to " + room;
            case 's' -> on ? "hid " + room + " from non-members" : "made " + room + " visible to everyone";
            default ->
                "set the mode " + (on ? "+" : "-") + event.mode() + " of " + room
                        + (event.argument().isEmpty() ? "" : " to " + event.argument());
        };
    }
}
