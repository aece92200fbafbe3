package io.securechat.server.command.server;

import io.securechat.irc.Numeric;
import io.securechat.server.chat.Chat;
import io.securechat.server.command.channel.ChannelCommands;
import io.securechat.server.command.user.MetadataSync;
import io.securechat.server.message.Inboxes;
import io.securechat.server.session.Registration;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Session;
import io.securechat.server.session.User;
import io.securechat.tls.x509.CertificateName;

/** Completes registrations, in the order of RFC 2812 §5.1 and modern.ircdocs.horse. */
final class Registrar {
    private final Chat chat;
    private final ServerCommands server;
    private final OperatorCommands operators;
    private final ChannelCommands channels;
    private final MetadataSync metadata;

    Registrar(
            Chat chat,
            ServerCommands server,
            OperatorCommands operators,
            ChannelCommands channels,
            MetadataSync metadata) {
        this.chat = chat;
        this.server = server;
        this.operators = operators;
        this.channels = channels;
        this.metadata = metadata;
    }

    /** Registers a session that has sent NICK and USER and is not negotiating capabilities; otherwise does nothing. */
    void register(Session session, Reply reply) {
        Registration registration = session.registration();
        String nick = registration.nick();
        String username = registration.username();
        String realName = registration.realName();
        if (session.isRegistered()
                || registration.isNegotiating()
                || nick == null
                || username == null
                || realName == null) {
            return;
        }
        if (session.sasl().abort()) {
            reply.add(Numeric.ERR_SASLABORTED);
        }
        CertificateName bound = session.boundTo();
        if (bound != null && isHeldByAnother(bound)) {
            session.close("The name " + nick + " is in use by the holder of a certificate from another CA");
            return;
        }
        registration.nick(null); // the client must send another nick if this one is refused
        User user = chat.people().welcome(session, nick, username, realName);
        server.greet(session, reply);
        metadata.register(session, reply);
        server.addLusers(reply);
        server.addMotd(reply);
        if (user.sessions().size() > 1) {
            resume(session, reply);
        } else {
            operators.promote(session, reply);
            String lobby = chat.settings().lobby();
            if (lobby != null) {
                channels.enter(session, lobby, reply);
            }
        }
        deliverMissed(session, bound != null, reply);
    }

    /** Returns whether the holder of a certificate from another CA is connected under this name. */
    private boolean isHeldByAnother(CertificateName identity) {
        User holder = chat.people().find(identity.name());
        return holder != null && holder.identity() != null && !holder.is(identity);
    }

    /** Tells a further session of a user about the user's state. */
    private void resume(Session session, Reply reply) {
        if (session.user().away() != null) {
            reply.add(Numeric.RPL_NOWAWAY);
        }
        channels.enterAgain(session, reply);
    }

    private void deliverMissed(Session session, boolean bound, Reply reply) {
        if (session.user().identity() != null) {
            Inboxes inboxes = chat.inboxes();
            long newest = chat.delivery().newest();
            inboxes.of(session, newest);
            if (bound) {
                inboxes.catchUp(reply, newest);
            }
        }
    }
}
