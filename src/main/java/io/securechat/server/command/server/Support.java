package io.securechat.server.command.server;

import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.command.TargetList;
import io.securechat.server.command.channel.ChannelCommands;
import io.securechat.server.command.channel.ChannelFilter;
import io.securechat.server.command.channel.ModeChange;
import io.securechat.server.command.history.HistoryQuery;
import io.securechat.server.command.user.UserCommands;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Mask;
import io.securechat.server.mode.MaskLists;
import io.securechat.server.mode.Modes;
import io.securechat.server.mode.Status;
import io.securechat.server.mode.UserMode;
import io.securechat.server.room.Room;
import io.securechat.server.session.Reply;
import io.securechat.server.session.User;
import io.securechat.server.settings.Settings;
import io.securechat.server.user.Monitors;
import java.util.ArrayList;
import java.util.List;

/** The tokens of RPL_ISUPPORT, each made from the constant that it announces (modern.ircdocs.horse). */
final class Support {
    /** Maximum number of tokens in a line: with the nick and the trailing words they are the 15 parameters of a message. */
    private static final int TOKENS_PER_LINE = 13;

    private final List<List<String>> lines = new ArrayList<>();

    Support(Settings settings) {
        List<String> tokens = tokens(settings);
        for (int i = 0; i < tokens.size(); i += TOKENS_PER_LINE) {
            lines.add(tokens.subList(i, Math.min(i + TOKENS_PER_LINE, tokens.size())));
        }
    }

    void add(Reply reply) {
        lines.forEach(line -> reply.add(Numeric.RPL_ISUPPORT, line));
    }

    private static List<String> tokens(Settings settings) {
        List<String> tokens = new ArrayList<>();
        tokens.add("NETWORK=" + escaped(settings.network()));
        tokens.add("CASEMAPPING=ascii");
        tokens.add("UTF8ONLY");
        tokens.add("CHANTYPES=#");
        tokens.add("CHANMODES=" + ChannelMode.chanmodes());
        tokens.add("PREFIX=(" + ChannelMode.letters(ChannelMode.Kind.STATUS) + ")" + Status.prefixes());
        tokens.add("STATUSMSG=" + Status.prefixes());
        tokens.add("EXCEPTS=" + ChannelMode.EXCEPTION.letter());
        tokens.add("INVEX=" + ChannelMode.INVITE_EXCEPTION.letter());
        tokens.add("MAXLIST=" + ChannelMode.letters(ChannelMode.Kind.LIST) + ":" + MaskLists.MAX);
        tokens.add("EXTBAN=," + Mask.EXTENDED);
        tokens.add("ACCOUNTEXTBAN=" + Mask.ACCOUNTS);
        tokens.add("MODES=" + Modes.MAX_WITH_ARGUMENT);
        tokens.add("KEYLEN=" + ModeChange.MAX_KEY);
        tokens.add("KICKLEN=" + ChannelCommands.MAX_COMMENT);
        tokens.add("ELIST=" + ChannelFilter.ELIST);
        tokens.add("CHANLIMIT=#:" + ChannelCommands.MAX_CHANNELS);
        tokens.add("NICKLEN=" + Names.MAX_NICK);
        tokens.add("NAMELEN=" + User.MAX_REAL_NAME);
        tokens.add("USERLEN=" + ConnectionCommands.MAX_USERNAME);
        tokens.add("CHANNELLEN=" + Names.MAX_CHANNEL);
        tokens.add("TOPICLEN=" + Room.MAX_TOPIC);
        tokens.add("AWAYLEN=" + UserCommands.MAX_AWAY);
        tokens.add("TARGMAX=" + targets());
        tokens.add("CHATHISTORY=" + HistoryQuery.MAX_MESSAGES);
        tokens.add("MSGREFTYPES=msgid,timestamp");
        tokens.add("MONITOR=" + Monitors.MAX_NICKS);
        tokens.add("BOT=" + UserMode.BOT.letter());
        tokens.add("WHOX");
        tokens.add("SAFELIST");
        return tokens;
    }

    /** The commands with several targets and their maximum number; no number means any. */
    private static String targets() {
        int most = TargetList.MAX;
        return "JOIN:,KICK:,KILL:" + most + ",LIST:,MONITOR:" + Monitors.MAX_NICKS + ",NAMES:" + most + ",NOTICE:"
                + most + ",PART:,PRIVMSG:" + most + ",TAGMSG:" + most + ",WHOIS:" + most + ",WHOWAS:" + most;
    }

    /** Escapes a value for a token. */
    private static String escaped(String value) {
        return value.replace("\\", "\\x5C").replace(" ", "\\x20").replace("=", "\\x3D");
    }
}
