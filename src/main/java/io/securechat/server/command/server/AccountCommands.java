package io.securechat.server.command.server;

import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.command.Command;
import io.securechat.server.connection.Peer;
import io.securechat.server.session.Reply;
import io.securechat.server.session.Sasl;
import io.securechat.server.session.Session;
import io.securechat.server.user.People;
import io.securechat.server.wire.Outgoing;
import io.securechat.server.wire.Refusal;
import io.securechat.tls.x509.CertificateName;
import java.util.List;

/** Login by SASL: an account is the name in a certificate. */
final class AccountCommands {
    private final People people;

    AccountCommands(People people) {
        this.people = people;
    }

    List<Command> rows() {
        return List.of(new Command(
                        "AUTHENTICATE",
                        1,
                        "EXTERNAL | <response> | *",
                        "Logs in with the name in your certificate (IRCv3 SASL).",
                        this::authenticate)
                .when(Command.When.ALWAYS));
    }

    private void authenticate(Session session, Message message, Reply reply) {
        String word = message.params().get(0);
        if (word.equals("*")) {
            session.sasl().abort();
            throw new Refusal(Numeric.ERR_SASLABORTED);
        }
        if (!session.sasl().isUnderWay()) {
            begin(session, word, reply);
            return;
        }
        String wanted = session.sasl().take(word);
        if (wanted != null) {
            logIn(session, wanted, reply);
        }
    }

    private static void begin(Session session, String mechanism, Reply reply) {
        if (!mechanism.equalsIgnoreCase(Sasl.MECHANISM)) {
            reply.add(Numeric.RPL_SASLMECHS, Sasl.MECHANISM);
            throw new Refusal(Numeric.ERR_SASLFAIL, "there is no such mechanism");
        }
        session.sasl().begin();
        reply.add(Outgoing.line("AUTHENTICATE +"));
    }

    private void logIn(Session session, String wanted, Reply reply) {
        CertificateName proven = provenBy(session.peer());
        String name = proven.name();
        if (!wanted.isEmpty() && !Names.same(wanted, name)) {
            throw new Refusal(Numeric.ERR_SASLFAIL, "the name in your certificate is " + name);
        }
        session.logIn(proven);
        if (session.isRegistered()) {
            people.logIn(session, proven);
        }
        String source = session.isRegistered()
                ? session.user().source()
                : session.nick() + "!*@" + session.peer().host();
        reply.add(Numeric.RPL_LOGGEDIN, source, name, name);
        reply.add(Numeric.RPL_SASLSUCCESS);
    }

    private static CertificateName provenBy(Peer peer) {
        return peer.name()
                .orElseThrow(() -> new Refusal(
                        Numeric.ERR_SASLFAIL,
                        peer.certificate().pinned()
                                ? "your certificate is not issued by a trusted CA, so it proves no name"
                                : "your certificate contains no name that is valid here"));
    }
}
