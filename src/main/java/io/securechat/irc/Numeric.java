package io.securechat.irc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A numeric reply: its code and the form of what follows the nick, with {@code %s} for each argument (RFC 2812 §5,
 * modern.ircdocs.horse).
 */
public enum Numeric {
    RPL_WELCOME(1, ":Welcome to %s, %s"),
    RPL_YOURHOST(2, ":Your host is %s, running %s"),
    RPL_CREATED(3, ":This server was started %s"),
    RPL_MYINFO(4, "%s %s %s %s"),
    RPL_ISUPPORT(5, "%s :are supported by this server"),
    RPL_STATSCOMMANDS(212, "%s %s"),
    RPL_ENDOFSTATS(219, "%s :End of STATS report"),
    RPL_STATSKLINE(216, "K %s * %s :%s"),
    RPL_UMODEIS(221, "%s"),
    RPL_STATSUPTIME(242, ":Server up %s days %s"),
    RPL_STATSOLINE(243, "O * * %s"),
    RPL_STATSDEBUG(249, "z :%s"),
    RPL_LUSERCLIENT(251, ":There are %s users and %s invisible on 1 server"),
    RPL_LUSEROP(252, "%s :operators online"),
    RPL_LUSERUNKNOWN(253, "%s :connections not yet registered"),
    RPL_LUSERCHANNELS(254, "%s :channels formed"),
    RPL_LUSERME(255, ":I have %s clients and 0 servers"),
    RPL_ADMINME(256, "%s :Administrative info"),
    RPL_ADMINLOC1(257, ":%s"),
    RPL_ADMINLOC2(258, ":%s"),
    RPL_ADMINEMAIL(259, ":%s"),
    RPL_LOCALUSERS(265, "%s %s :Current local users %s, max %s"),
    RPL_GLOBALUSERS(266, "%s %s :Current global users %s, max %s"),
    RPL_WHOISCERTFP(276, "%s :has client certificate fingerprint %s"),
    RPL_AWAY(301, "%s :%s"),
    RPL_USERHOST(302, ":%s"),
    RPL_ISON(303, ":%s"),
    RPL_UNAWAY(305, ":You are no longer marked as being away"),
    RPL_NOWAWAY(306, ":You have been marked as being away"),
    RPL_WHOISUSER(311, "%s %s %s * :%s"),
    RPL_WHOISSERVER(312, "%s %s :%s"),
    RPL_WHOISOPERATOR(313, "%s :is an IRC operator"),
    RPL_WHOWASUSER(314, "%s %s %s * :%s"),
    RPL_ENDOFWHO(315, "%s :End of WHO list"),
    RPL_WHOISIDLE(317, "%s %s %s :seconds idle, signon time"),
    RPL_ENDOFWHOIS(318, "%s :End of WHOIS list"),
    RPL_WHOISCHANNELS(319, "%s :%s"),
    RPL_LISTSTART(321, "Channel :Users  Name"),
    RPL_LIST(322, "%s %s :%s"),
    RPL_LISTEND(323, ":End of LIST"),
    RPL_CHANNELMODEIS(324, "%s %s"),
    RPL_CREATIONTIME(329, "%s %s"),
    RPL_WHOISACCOUNT(330, "%s %s :is logged in as"),
    RPL_NOTOPIC(331, "%s :No topic is set"),
    RPL_TOPIC(332, "%s :%s"),
    RPL_TOPICWHOTIME(333, "%s %s %s"),
    RPL_WHOISBOT(335, "%s :is a bot"),
    RPL_INVITELIST(336, "%s"),
    RPL_ENDOFINVITELIST(337, ":End of INVITE list"),
    RPL_INVITING(341, "%s %s"),
    RPL_INVEXLIST(346, "%s %s %s %s"),
    RPL_ENDOFINVEXLIST(347, "%s :End of channel invite exception list"),
    RPL_EXCEPTLIST(348, "%s %s %s %s"),
    RPL_ENDOFEXCEPTLIST(349, "%s :End of channel exception list"),
    RPL_VERSION(351, "%s %s :%s"),
    RPL_WHOREPLY(352, "%s %s %s %s %s %s :0 %s"),
    RPL_NAMREPLY(353, "%s %s :%s"),
    RPL_WHOSPCRPL(354, "%s"),
    RPL_LINKS(364, "%s %s :0 %s"),
    RPL_ENDOFLINKS(365, "%s :End of LINKS list"),
    RPL_ENDOFNAMES(366, "%s :End of NAMES list"),
    RPL_BANLIST(367, "%s %s %s %s"),
    RPL_ENDOFBANLIST(368, "%s :End of channel ban list"),
    RPL_ENDOFWHOWAS(369, "%s :End of WHOWAS"),
    RPL_INFO(371, ":%s"),
    RPL_MOTD(372, ":- %s"),
    RPL_ENDOFINFO(374, ":End of INFO list"),
    RPL_MOTDSTART(375, ":- %s Message of the day -"),
    RPL_ENDOFMOTD(376, ":End of MOTD command"),
    RPL_WHOISHOST(378, "%s :%s"),
    RPL_WHOISMODES(379, "%s :is using modes %s"),
    RPL_YOUREOPER(381, ":You are now an IRC operator"),
    RPL_REHASHING(382, "%s :Rehashing"),
    RPL_TIME(391, "%s %s 0 :%s"),
    RPL_WHOISSECURE(671, "%s :is using a secure connection"),
    RPL_HELPSTART(704, "%s :%s"),
    RPL_HELPTXT(705, "%s :%s"),
    RPL_ENDOFHELP(706, "%s :End of HELP"),
    RPL_MONONLINE(730, ":%s"),
    RPL_MONOFFLINE(731, ":%s"),
    RPL_MONLIST(732, ":%s"),
    RPL_ENDOFMONLIST(733, ":End of MONITOR list"),
    RPL_KEYVALUE(761, "%s %s %s :%s"),
    RPL_KEYNOTSET(766, "%s %s :Key not set"),
    RPL_METADATASUBOK(770, "%s"),
    RPL_METADATAUNSUBOK(771, "%s"),
    RPL_METADATASUBS(772, "%s"),
    RPL_LOGGEDIN(900, "%s %s :You are now logged in as %s"),
    RPL_SASLSUCCESS(903, ":SASL authentication successful"),
    RPL_SASLMECHS(908, "%s :are available SASL mechanisms"),

    ERR_UNKNOWNERROR(400, "%s :The server could not carry this out"),
    ERR_NOSUCHNICK(401, "%s :No such nick or channel"),
    ERR_NOSUCHSERVER(402, "%s :No such server"),
    ERR_NOSUCHCHANNEL(403, "%s :No such channel"),
    ERR_CANNOTSENDTOCHAN(404, "%s :Cannot send to channel"),
    ERR_TOOMANYCHANNELS(405, "%s :You have joined too many channels"),
    ERR_WASNOSUCHNICK(406, "%s :There was no such nickname"),
    ERR_TOOMANYTARGETS(407, "%s :Too many targets"),
    ERR_NOORIGIN(409, ":No origin specified"),
    ERR_INVALIDCAPCMD(410, "%s :Invalid CAP command"),
    ERR_NORECIPIENT(411, ":No recipient given (%s)"),
    ERR_NOTEXTTOSEND(412, ":No text to send"),
    ERR_INPUTTOOLONG(417, ":Input line was too long"),
    ERR_UNKNOWNCOMMAND(421, "%s :Unknown command"),
    ERR_NOMOTD(422, ":MOTD file is missing"),
    ERR_NOADMININFO(423, "%s :No administrative info available"),
    ERR_NONICKNAMEGIVEN(431, ":No nickname given"),
    ERR_ERRONEUSNICKNAME(432, "%s :Erroneous nickname"),
    ERR_NICKNAMEINUSE(433, "%s :%s"),
    ERR_UNAVAILRESOURCE(437, "%s :%s"),
    ERR_USERNOTINCHANNEL(441, "%s %s :They aren't on that channel"),
    ERR_NOTONCHANNEL(442, "%s :You're not on that channel"),
    ERR_USERONCHANNEL(443, "%s %s :is already on channel"),
    ERR_NOTREGISTERED(451, ":You have not registered"),
    ERR_NEEDMOREPARAMS(461, "%s :Not enough parameters"),
    ERR_ALREADYREGISTERED(462, ":You may not reregister"),
    ERR_PASSWDMISMATCH(464, ":Password incorrect"),
    ERR_YOUREBANNEDCREEP(465, ":%s"),
    ERR_CHANNELISFULL(471, "%s :Cannot join channel (+l)"),
    ERR_UNKNOWNMODE(472, "%s :is an unknown mode character to me"),
    ERR_INVITEONLYCHAN(473, "%s :Cannot join channel (+i)"),
    ERR_BANNEDFROMCHAN(474, "%s :Cannot join channel (+b)"),
    ERR_BADCHANNELKEY(475, "%s :Cannot join channel (+k)"),
    ERR_BADCHANMASK(476, "%s :%s"),
    ERR_BANLISTFULL(478, "%s %s :Channel list is full"),
    ERR_NOPRIVILEGES(481, ":Permission denied: you are not an IRC operator"),
    ERR_CHANOPRIVSNEEDED(482, "%s :You're not a channel operator"),
    ERR_CANTKILLSERVER(483, ":You cannot kill a server"),
    ERR_RESTRICTED(484, ":Your nick is the name in your certificate"),
    ERR_NOOPERHOST(491, ":You are not one of this server's operators"),
    ERR_UMODEUNKNOWNFLAG(501, ":Unknown MODE flag"),
    ERR_USERSDONTMATCH(502, ":Cannot change mode for other users"),
    ERR_HELPNOTFOUND(524, "%s :No help is available on this topic"),
    ERR_INVALIDMODEPARAM(696, "%s %s %s :%s"),
    ERR_MONLISTFULL(734, "%s %s :Monitor list is full"),
    ERR_SASLFAIL(904, ":SASL authentication failed: %s"),
    ERR_SASLTOOLONG(905, ":SASL message too long"),
    ERR_SASLABORTED(906, ":SASL authentication aborted"),
    ERR_SASLALREADY(907, ":You have already authenticated using SASL");

    private static final Map<String, Numeric> BY_CODE = new HashMap<>();

    static {
        for (Numeric numeric : values()) {
            BY_CODE.put(numeric.code, numeric);
        }
    }

    private final String code;
    private final String form;

    Numeric(int code, String form) {
        this.code = String.format("%03d", code);
        this.form = form;
    }

    /** Returns the three digits on the wire. */
    public String code() {
        return code;
    }

    /** Returns the numeric with three digits, or null if there is none. */
    public static @Nullable Numeric of(String code) {
        return BY_CODE.get(code);
    }

    /**
     * Returns the line without CR and LF. An argument that is not a valid parameter in its place, such as an unknown nick with a
     * space in it, becomes {@code *}. A list becomes several parameters.
     *
     * @param server the server's name
     * @param target the receiver's nick, or {@code *} if it has none yet
     * @param args one for each {@code %s} of the form
     */
    public String line(String server, String target, Object... args) {
        StringBuilder line = new StringBuilder(96);
        line.append(':')
                .append(server)
                .append(' ')
                .append(code)
                .append(' ')
                .append(target)
                .append(' ');
        boolean trailing = false;
        int next = 0;
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            trailing |= c == ':';
            if (c == '%') {
                Object arg = args[next++];
                if (!trailing && arg instanceof List<?> words) {
                    appendMiddles(words, line);
                } else {
                    line.append(trailing ? arg : middle(arg));
                }
                i++;
            } else {
                line.append(c);
            }
        }
        if (next != args.length) {
            throw new IllegalArgumentException(name() + " takes " + next + " arguments, not " + args.length);
        }
        return line.toString();
    }

    private static void appendMiddles(List<?> words, StringBuilder line) {
        String separator = "";
        for (Object word : words) {
            line.append(separator).append(middle(word));
            separator = " ";
        }
    }

    private static String middle(Object arg) {
        String text = arg.toString();
        return Message.isMiddle(text) ? text : "*";
    }
}
