package io.securechat.server.command.user;

import io.securechat.server.Script;
import org.junit.jupiter.api.Test;

class UserModesTest {
    @Test
    void changesAreAnnouncedInOneLine() throws Exception {
        Script.play("""
                ada connects
                ada> MODE ada
                ada< :test.server 221 ada +
                ada> MODE Ada -i+wB-x+z
                ada< :ada!ada@… MODE ada +wB
                ada< :test.server 501 ada :Unknown MODE flag
                ada> MODE ada +wB
                ada> MODE ada
                ada< :test.server 221 ada +Bw
                ada> MODE ada -wB
                ada< :ada!ada@… MODE ada -wB
                ada> MODE ada
                ada< :test.server 221 ada +
                """);
    }

    @Test
    void usersSetTheirOwnModesExceptOperator() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> MODE bob
                ada< :test.server 502 ada :Cannot change mode for other users
                ada> MODE bob +w
                ada< :test.server 502 ada :Cannot change mode for other users
                ada> MODE nobody +w
                ada< :test.server 401 ada nobody :No such nick or channel
                ada> MODE ada +os
                ada< :test.server 481 ada :Permission denied: you are not an IRC operator
                ada> MODE ada
                ada< :test.server 221 ada +
                """);
    }

    @Test
    void changesReachAllDevicesOfAUser() throws Exception {
        Script.play("""
                laptop connects as alice
                phone connects as alice
                laptop> MODE alice +w
                laptop< :alice!laptop@… MODE alice +w
                phone< :alice!laptop@… MODE alice +w
                """);
    }

    @Test
    void botMessagesAreMarked() throws Exception {
        Script.play("""
                ada connects with message-tags
                bob connects
                robo connects
                robo> MODE robo +B
                robo< :robo!robo@… MODE robo +B
                robo> PRIVMSG #lobby :beep
                ada< @bot;msgid={id} :robo!robo@… PRIVMSG #lobby :beep
                bob< :robo!robo@… PRIVMSG #lobby :beep
                robo> PART #lobby
                robo< …
                ada< @bot :robo!robo@… PART #lobby
                bob< :robo!robo@… PART #lobby
                ada> WHO robo
                ada< :test.server 352 ada * robo ….cert test.server robo HB :0 robo
                ada< … 315 …
                """);
    }
}
