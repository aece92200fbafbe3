package io.securechat.client.window;

import io.securechat.client.event.Event;
import io.securechat.client.event.MessageEvent.Whispered;
import io.securechat.client.event.SessionEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.text.LruMap;
import io.securechat.irc.Names;

/**
 * The names that their users have given up, so that somebody else may have taken them. Names that the server vouches for are
 * none: they belong to a certificate.
 */
public final class Strangers {
    private static final int MAX_NAMES = 500;

    private final LruMap<Boolean> given = new LruMap<>(MAX_NAMES);
    private final WindowList windows;

    Strangers(WindowList windows) {
        this.windows = windows;
    }

    void accept(Event event) {
        if (event instanceof UserEvent.Quit quit) {
            giveUp(quit.nick());
        } else if (event instanceof UserEvent.Renamed renamed && !renamed.mine()) {
            giveUp(renamed.from());
        } else if (event instanceof SessionEvent.Lost) {
            windows.names().stream().filter(name -> !Names.isChannelLike(name)).forEach(this::giveUp);
        } else if (event instanceof Whispered whispered
                && !whispered.utterance().mine()) {
            boolean verified = whispered.utterance().from().verified();
            windows.open(whispered.where()).heard(verified);
            if (verified) {
                trust(whispered.where());
            }
        }
    }

    private void giveUp(String nick) {
        if (!isVerified(nick)) {
            given.put(Names.fold(nick), true);
        }
    }

    /** Returns whether a name may belong to somebody else now. */
    public boolean contains(String nick) {
        return given.containsKey(Names.fold(nick));
    }

    /** Returns whether the server vouched for the name of a user when they last wrote. */
    public boolean isVerified(String nick) {
        return windows.find(nick).filter(Window::isVerified).isPresent();
    }

    /** The user writes to a name, knowing that. */
    public void trust(String nick) {
        given.remove(Names.fold(nick));
    }
}
