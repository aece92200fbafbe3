package io.securechat.server.command.channel;

import io.securechat.server.Script;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelCommandsTest {
    @Test
    void guestCannotCreateALookalikeChannel() throws Exception {
        Script.play("""
                alice connects as alice
                ada connects
                alice> JOIN #café
                alice< … JOIN …
                alice< … 353 …
                alice< … 366 …
                alice> PART #café
                alice< … PART …
                ada> JOIN #l\u043Ebby
                ada< :test.server 476 ada #l\u043Ebby :Channel name looks like #lobby
                ada> JOIN #1obby,#CAFÉ
                ada< :test.server 476 ada #1obby :Channel name looks like #lobby
                ada< … JOIN #CAFÉ
                ada< … 353 …
                ada< … 366 …
                ada> JOIN #cafe
                ada< … JOIN #cafe
                ada< … 353 …
                ada< … 366 …
                ada> RENAME #cafe #LOBBY\u0332
                ada< :test.server FAIL RENAME CANNOT_RENAME #cafe #LOBBY\u0332 :That looks like #lobby
                alice> JOIN #1obby
                alice< … JOIN #1obby
                alice< … 353 …
                alice< … 366 …
                """);
    }

    @Test
    void duplicateNamesInAListCountOnce() throws Exception {
        Script.play("""
                ada connects
                bert connects
                ada> PRIVMSG bert,bert,BERT :hello
                bert< :ada!… PRIVMSG bert :hello
                ada> NOTICE bert,Bert :hello
                bert< :ada!… NOTICE bert :hello
                ada> PRIVMSG #lobby,#LOBBY :hello
                bert< :ada!… PRIVMSG #lobby :hello
                ada> PRIVMSG nobody,nobody :hello
                ada< … 401 ada nobody …
                ada> JOIN #a,#A,#a
                ada< … JOIN #a
                ada< … 353 …
                ada< … 366 …
                bert> JOIN #a
                bert< … JOIN #a
                bert< … 353 …
                bert< … 366 …
                ada< … JOIN #a
                ada> KICK #a bert,BERT,bert :go
                ada< :ada!… KICK #a bert :go
                bert< :ada!… KICK #a bert :go
                ada> NAMES #a,#A,#lobby,#a
                ada< … 353 ada = #a :@ada
                ada< … 366 ada #a …
                ada< … 353 ada = #lobby :ada bert
                ada< … 366 ada #lobby …
                ada> NAMES #a,#b,#c,#d,#e
                ada< :test.server 407 ada #a,#b,#c,#d,#e :Too many targets
                ada> WHOIS nobody,NOBODY,Nobody,noBody,nobodY
                ada< … 401 ada nobody …
                ada< … 318 ada nobody …
                ada> WHOWAS nobody,NOBODY,Nobody,noBody,nobodY
                ada< … 406 ada nobody …
                ada< … 369 …
                ada> PART #a,#A :bye
                ada< :ada!… PART #a :bye
                ada> JOIN ##,##
                ada< … JOIN ##
                ada< … 353 …
                ada< … 366 …
                """);
    }

    @Test
    void joinIsAnnouncedAndAnsweredWithTheMembers() throws Exception {
        Script.play("""
                ada connects
                bob connects with userhost-in-names
                ada> JOIN #Lab
                ada< :ada!ada@… JOIN #Lab
                ada< :test.server 353 ada = #Lab :@ada
                ada< :test.server 366 ada #Lab :End of NAMES list
                bob> JOIN #lab,#den
                bob< :bob!bob@… JOIN #Lab
                bob< :test.server 353 bob = #Lab :@ada!ada@….cert bob!bob@….cert
                bob< :test.server 366 bob #Lab :End of NAMES list
                bob< :bob!bob@… JOIN #den
                bob< :test.server 353 bob = #den :@bob!bob@….cert
                bob< :test.server 366 bob #den :End of NAMES list
                ada< :bob!bob@… JOIN #Lab
                bob> JOIN #lab
                """);
    }

    @Test
    void partedUserReceivesNothingMore() throws Exception {
        Script.play("""
                ada connects
                bob connects
                bob> PART #lobby :tea
                bob< :bob!bob@… PART #lobby :tea
                ada< :bob!bob@… PART #lobby :tea
                ada> PRIVMSG #lobby :anybody?
                bob> PART #lobby,#nowhere
                bob< :test.server 442 bob #lobby :You're not on that channel
                bob< :test.server 403 bob #nowhere :No such channel
                ada> JOIN 0
                ada< :ada!ada@… PART #lobby
                """);
    }

    @Test
    void invalidChannelNamesAreRefused() throws Exception {
        String channels = IntStream.range(1, 50).mapToObj(i -> "#" + i).collect(Collectors.joining(","));
        String joined = IntStream.range(1, 50)
                .mapToObj(i -> "ada< … JOIN #" + i + "\nada< … 353 …\nada< … 366 …\n")
                .collect(Collectors.joining());
        Script.play("""
                ada connects
                ada> JOIN lab
                ada< :test.server 403 ada lab :No such channel
                ada> JOIN #
                ada< :test.server 476 ada # :Bad channel name
                ada> JOIN #%s
                ada< :test.server 403 ada #%s :No such channel
                ada> JOIN #zero\u200bwidth
                ada< :test.server 476 ada #zero\u200bwidth :Bad channel name
                ada> JOIN %s
                %sada> JOIN #one-too-many
                ada< :test.server 405 ada #one-too-many :You have joined too many channels
                """.formatted("é".repeat(64), "é".repeat(64), channels, joined));
    }

    @Test
    void topicIsSentToMembersAndToLaterOnes() throws Exception {
        Script.play("""
                ada connects
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> TOPIC #lab
                ada< :test.server 331 ada #lab :No topic is set
                ada> TOPIC #lab :Analytical engines
                ada< :ada!ada@… TOPIC #lab :Analytical engines
                bob connects
                bob> TOPIC #lab
                bob< :test.server 442 bob #lab :You're not on that channel
                bob> JOIN #lab
                bob< :bob!bob@… JOIN #lab
                bob< :test.server 332 bob #lab :Analytical engines
                bob< :test.server 333 bob #lab ada!ada@….cert 1…
                bob< :test.server 353 bob = #lab :@ada bob
                bob< :test.server 366 bob #lab :End of NAMES list
                ada< :bob!bob@… JOIN #lab
                ada> TOPIC #lab :
                ada< :ada!ada@… TOPIC #lab :
                bob< :ada!ada@… TOPIC #lab :
                """);
    }

    @Test
    void longTopicIsCutBetweenCharacters() throws Exception {
        Script.play("""
                ada connects
                ada> TOPIC #lobby :%s
                ada< :ada!ada@… TOPIC #lobby :%s
                """.formatted("é".repeat(200), "é".repeat(150)));
    }

    @Test
    void keyAndLimitRestrictJoining() throws Exception {
        Script.play("""
                ada connects
                bob connects
                eve connects
                ada> JOIN #a,#b,#c one,two,three
                ada< … JOIN #a
                ada< … 353 …
                ada< … 366 …
                ada< … JOIN #b
                ada< … 353 …
                ada< … 366 …
                ada< … JOIN #c
                ada< … 353 …
                ada< … 366 …
                ada> MODE #a +k one
                ada< … MODE #a +k one
                ada> MODE #c +l 2
                ada< … MODE #c +l 2
                bob> JOIN #a,#b,#c wrong,two
                bob< :test.server 475 bob #a :Cannot join channel (+k)
                bob< … JOIN #b
                bob< … 353 …
                bob< … 366 …
                bob< … JOIN #c
                bob< … 353 …
                bob< … 366 …
                bob> JOIN #a
                bob< :test.server 475 bob #a :Cannot join channel (+k)
                bob> JOIN #A one
                bob< … JOIN #a
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #b
                ada< … JOIN #c
                ada< … JOIN #a
                eve> JOIN #c
                eve< :test.server 471 eve #c :Cannot join channel (+l)
                """);
    }

    @Test
    void bannedUserCannotJoinUnlessExempt() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> MODE #lab +b BOB
                ada< … MODE #lab +b BOB!*@*
                bob> JOIN #lab
                bob< :test.server 474 bob #lab :Cannot join channel (+b)
                ada> MODE #lab +e *!bob@*
                ada< … MODE #lab +e *!bob@*
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                """);
    }

    @Test
    void inviteOnlyChannelAdmitsMasksAndInvitedUsers() throws Exception {
        Script.play("""
                ada connects
                bob connects with server-time
                eve connects
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> MODE #lab +iklb key 1 *
                ada< … MODE #lab +iklb key 1 *!*@*
                bob> JOIN #lab
                bob< … 474 bob #lab :Cannot join channel (+b)
                ada> INVITE bob #LAB
                ada< :test.server 341 ada bob #lab
                bob< @time=… :ada!ada@… INVITE bob #lab
                bob> INVITE
                bob< … 336 bob #lab
                bob< … 337 bob :End of INVITE list
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                bob> INVITE
                bob< … 337 bob :End of INVITE list
                bob> PART #lab
                bob< … PART #lab
                ada< … PART #lab
                bob> JOIN #lab
                bob< … 474 bob #lab :Cannot join channel (+b)
                ada> MODE #lab -klb * *
                ada< … MODE #lab -klb * *!*@*
                eve> JOIN #lab
                eve< :test.server 473 eve #lab :Cannot join channel (+i)
                ada> MODE #lab +I eve
                ada< … MODE #lab +I eve!*@*
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 …
                eve< … 366 …
                ada< … JOIN #lab
                """);
    }

    @Test
    void invitationEndsWithTheInvitedUser() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> MODE #lab +i
                ada< … MODE #lab +i
                ada> INVITE bob #lab
                ada< :test.server 341 ada bob #lab
                bob< :ada!ada@… INVITE bob #lab
                bob drops
                ada< :bob!bob@… QUIT :…
                bob connects
                bob> INVITE
                bob< … 337 bob :End of INVITE list
                bob> JOIN #lab
                bob< … 473 bob #lab :Cannot join channel (+i)
                """);
    }

    @Test
    void invitationWithoutPermissionIsRefused() throws Exception {
        Script.play("""
                ada connects
                bob connects
                eve connects with invite-notify
                ada> INVITE bob
                ada< :test.server 461 ada INVITE :Not enough parameters
                ada> INVITE bob #nowhere
                ada< :test.server 403 ada #nowhere :No such channel
                eve> JOIN #lab
                eve< … JOIN #lab
                eve< … 353 …
                eve< … 366 …
                ada> INVITE bob #lab
                ada< :test.server 442 ada #lab :You're not on that channel
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                eve< … JOIN #lab
                ada> INVITE eve #lab
                ada< :test.server 443 ada eve #lab :is already on channel
                ada> INVITE nobody #lab
                ada< :test.server 401 ada nobody :No such nick or channel
                bob> AWAY :tea
                bob< … 306 …
                ada> INVITE bob #lab
                ada< :test.server 341 ada bob #lab
                ada< :test.server 301 ada bob :tea
                bob< :ada!ada@… INVITE bob #lab
                eve< :ada!ada@… INVITE bob #lab
                eve> MODE #lab +i
                eve< … MODE #lab +i
                ada< … MODE #lab +i
                ada> INVITE bob #lab
                ada< :test.server 482 ada #lab :You're not a channel operator
                bob> JOIN #lab
                bob< :test.server 473 bob #lab :Cannot join channel (+i)
                """);
    }

    @Test
    void operatorKicksMembers() throws Exception {
        Script.play("""
                ada connects
                bob connects
                eve connects
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada> KICK #lab bob
                ada< :test.server 442 ada #lab :You're not on that channel
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                bob< … JOIN #lab
                ada> KICK #lab bob
                ada< :test.server 482 ada #lab :You're not a channel operator
                ada> KICK #nowhere bob
                ada< :test.server 403 ada #nowhere :No such channel
                ada> KICK #lab,#den,#x bob,eve
                ada< :test.server 461 ada KICK :Not enough parameters
                bob> KICK #lab eve,nobody,ADA :enough now
                bob< :test.server 441 bob eve #lab :They aren't on that channel
                bob< :test.server 441 bob nobody #lab :They aren't on that channel
                bob< :bob!bob@… KICK #lab ada :enough now
                ada< :bob!bob@… KICK #lab ada :enough now
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                bob< … JOIN #lab
                bob> KICK #lab,#nowhere ada,bob
                bob< :bob!bob@… KICK #lab ada :bob
                bob< :test.server 403 bob #nowhere :No such channel
                ada< :bob!bob@… KICK #lab ada :bob
                """);
    }

    @Test
    void kickRemovesAllDevicesOfAUser() throws Exception {
        Script.play("""
                ada connects
                laptop connects as bob
                phone connects as bob
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                phone> JOIN #lab
                phone< … JOIN #lab
                phone< … 353 …
                phone< … 366 …
                laptop< … JOIN #lab
                laptop< … 353 …
                laptop< … 366 …
                ada< … JOIN #lab
                ada> KICK #lab bob
                ada< … KICK #lab bob :ada
                phone< … KICK #lab bob :ada
                laptop< … KICK #lab bob :ada
                ada> PRIVMSG #lab :alone
                """);
    }

    @Test
    void onlyOperatorsSetALockedTopic() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                bob> TOPIC #lab :mine
                bob< :test.server 482 bob #lab :You're not a channel operator
                ada> MODE #lab -t+v bob
                ada< … MODE #lab -t+v bob
                bob< … MODE #lab -t+v bob
                bob> TOPIC #lab :mine
                bob< … TOPIC #lab :mine
                ada< … TOPIC #lab :mine
                """);
    }

    @Test
    void secretRoomIsInvisibleToOutsiders() throws Exception {
        Script.play("""
                ada connects
                bob connects
                ada> JOIN #den
                ada< … JOIN #den
                ada< … 353 ada = #den :@ada
                ada< … 366 …
                ada> MODE #den +s
                ada< … MODE #den +s
                ada> NAMES #den
                ada< … 353 ada @ #den :@ada
                ada< … 366 …
                bob> NAMES #den
                bob< :test.server 366 bob #den :End of NAMES list
                bob> TOPIC #den
                bob< :test.server 403 bob #den :No such channel
                bob> MODE #den
                bob< :test.server 403 bob #den :No such channel
                bob> PART #den
                bob< :test.server 403 bob #den :No such channel
                bob> LIST #den
                bob< … 321 …
                bob< … 323 …
                ada> LIST #den
                ada< … 321 …
                ada< :test.server 322 ada #den 1 :
                ada< … 323 …
                """);
    }
}
