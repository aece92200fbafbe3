package io.securechat.server;

import io.securechat.history.Place;
import java.util.List;

/**
 * Where something is said: a channel, or a person.
 *
 * @param name as the server spells it
 * @param place whose history it becomes part of
 * @param audiences who hears it: those who are there, and the speaker's other sessions
 * @param self whether people talk to themselves, and then hear it like anybody else
 */
record Target(String name, Place place, List<Audience> audiences, boolean self) {
    void send(Outgoing message, Session sender, boolean echo) {
        Audience.send(audiences, message, self ? null : sender, echo);
    }
}
