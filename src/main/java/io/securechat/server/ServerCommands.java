package io.securechat.server;

import io.securechat.Version;
import io.securechat.irc.Message;
import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.irc.Utf8;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The server itself: greeting, limits, message of the day, figures, help. */
final class ServerCommands {
    static final List<Command> ROWS = List.of(
            new Command("HELP", 0, "[<command>]", "Tells the commands, or about one.", ServerCommands::help),
            new Command(
                    "LUSERS",
                    0,
                    "",
                    "Counts users and channels.",
                    (session, message, reply) -> addLusers(session, reply)),
            new Command(
                    "MOTD",
                    0,
                    "",
                    "Shows the message of the day.",
                    (session, message, reply) -> addMotd(session, reply)),
            new Command("VERSION", 0, "", "Tells the server's version and limits.", ServerCommands::version));

    private static final String PRODUCT = Version.text().replace(' ', '-');

    private ServerCommands() {}

    /** Adds what a client is told when it has registered (RFC 2812 §5.1, modern.ircdocs.horse). */
    static void greet(Session session, Reply reply) {
        Chat chat = session.chat();
        Settings settings = chat.settings();
        reply.add(Numeric.RPL_WELCOME, settings.network(), session.user().source());
        reply.add(Numeric.RPL_YOURHOST, settings.name(), PRODUCT);
        reply.add(Numeric.RPL_CREATED, chat.started().truncatedTo(ChronoUnit.SECONDS));
        reply.add(Numeric.RPL_MYINFO, settings.name(), PRODUCT, "i", ChannelMode.letters());
        addSupport(session, reply);
        addLusers(session, reply);
        addMotd(session, reply);
    }

    private static void addSupport(Session session, Reply reply) {
        int targets = MessageCommands.MAX_TARGETS;
        List<String> tokens = List.of(
                "NETWORK=" + session.chat().settings().network().replace(" ", "\\x20"),
                "CASEMAPPING=ascii",
                "CHANTYPES=#",
                "CHANMODES=" + ChannelMode.chanmodes(),
                "PREFIX=(" + ChannelMode.letters(ChannelMode.Kind.STATUS) + ")" + Status.prefixes(),
                "EXCEPTS=" + ChannelMode.EXCEPTION.letter(),
                "INVEX=" + ChannelMode.INVITE_EXCEPTION.letter(),
                "MAXLIST=" + ChannelMode.letters(ChannelMode.Kind.LIST) + ":" + MaskLists.MAX,
                "MODES=" + Modes.MAX_WITH_ARGUMENT,
                "KEYLEN=" + ModeChange.MAX_KEY,
                "KICKLEN=" + ChannelCommands.MAX_COMMENT,
                "EXTBAN=," + Mask.EXTENDED,
                "ACCOUNTEXTBAN=" + Mask.ACCOUNTS,
                "ELIST=" + ChannelFilter.ELIST,
                "CHANLIMIT=#:" + ChannelCommands.MAX_CHANNELS,
                "NICKLEN=" + Names.MAX_NICK,
                "USERLEN=" + ConnectionCommands.MAX_USERNAME,
                "CHANNELLEN=" + Names.MAX_CHANNEL,
                "TOPICLEN=" + Room.MAX_TOPIC,
                "AWAYLEN=" + UserCommands.MAX_AWAY,
                "TARGMAX=JOIN:,KICK:,LIST:,NAMES:1,NOTICE:" + targets + ",PART:,PRIVMSG:" + targets + ",TAGMSG:"
                        + targets + ",WHOIS:1",
                "CHATHISTORY=" + HistoryQuery.MAX_MESSAGES,
                "MSGREFTYPES=msgid,timestamp",
                "UTF8ONLY");
        for (int i = 0; i < tokens.size(); i += 13) {
            reply.add(Numeric.RPL_ISUPPORT, tokens.subList(i, Math.min(i + 13, tokens.size())));
        }
    }

    private static void addLusers(Session session, Reply reply) {
        Chat chat = session.chat();
        People people = chat.people();
        int users = people.all().size();
        reply.add(Numeric.RPL_LUSERCLIENT, users);
        reply.add(Numeric.RPL_LUSEROP, 0);
        reply.add(Numeric.RPL_LUSERUNKNOWN, chat.unregistered());
        reply.add(Numeric.RPL_LUSERCHANNELS, chat.rooms().all().size());
        reply.add(Numeric.RPL_LUSERME, users);
        reply.add(Numeric.RPL_LOCALUSERS, users, people.most(), users, people.most());
        reply.add(Numeric.RPL_GLOBALUSERS, users, people.most(), users, people.most());
    }

    private static void addMotd(Session session, Reply reply) {
        Chat chat = session.chat();
        if (chat.motd().isEmpty()) {
            reply.add(Numeric.ERR_NOMOTD);
            return;
        }
        reply.add(Numeric.RPL_MOTDSTART, chat.settings().name());
        for (String line : chat.motd()) {
            reply.add(Numeric.RPL_MOTD, Utf8.cut(line, 400));
        }
        reply.add(Numeric.RPL_ENDOFMOTD);
    }

    private static void version(Session session, Message message, Reply reply) {
        reply.add(Numeric.RPL_VERSION, PRODUCT, session.chat().settings().name(), "IRC over mutual TLS");
        addSupport(session, reply);
    }

    private static void help(Session session, Message message, Reply reply) {
        Commands commands = session.chat().commands();
        if (message.params().isEmpty()) {
            reply.add(Numeric.RPL_HELPSTART, "*", "The commands; HELP and one of them tells more");
            List<String> names = commands.rows().stream().map(Command::name).toList();
            reply.addPacked(names, Numeric.RPL_HELPTXT, "*");
            reply.add(Numeric.RPL_ENDOFHELP, "*");
            return;
        }
        String topic = message.params().get(0).toUpperCase(Locale.ROOT);
        Command row = commands.row(topic);
        if (row == null) {
            throw new Refusal(Numeric.ERR_HELPNOTFOUND, topic);
        }
        reply.add(Numeric.RPL_HELPSTART, topic, (row.name() + " " + row.syntax()).trim());
        reply.add(Numeric.RPL_HELPTXT, topic, row.help());
        reply.add(Numeric.RPL_ENDOFHELP, topic);
    }
}
