package io.securechat.server;

import java.util.List;

/**
 * Where something is said: a channel, or a person.
 *
 * @param name as the server spells it
 * @param audiences who hears it: those who are there, and the speaker's other sessions
 * @param self whether people talk to themselves, and then hear it like anybody else
 */
record Target(String name, List<Audience> audiences, boolean self) {
    void send(Outgoing message, Session sender) {
        Audience.send(audiences, message, self ? null : sender);
    }
}
