package io.securechat.client.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event;
import io.securechat.client.event.Event.Place;
import io.securechat.client.event.MessageEvent;
import io.securechat.client.event.UserEvent;
import io.securechat.client.event.UserEvent.Writing;
import io.securechat.client.event.Utterance.Quote;
import io.securechat.client.style.Styles;
import io.securechat.client.view.Renderer;
import io.securechat.client.view.RoomRenderer;
import io.securechat.irc.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines from the server, and the events that the user sees. */
class ConversationTest {
    private final Conversation chat =
            new Conversation("localhost:8443", Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC));
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "HH:mm", Styles.NONE);

    @BeforeEach
    void welcome() {
        chat.registered("ada", "");
    }

    @Test
    void theServersRoomIsEnteredQuietly() {
        assertThat(seen("""
                :srv 002 ada :Your host is srv
                :srv 005 ada NICKLEN=32 :are supported by this server
                :srv 251 ada :There are 3 users and 0 invisible on 1 server
                :srv 422 ada :MOTD file is missing
                :ada!ada@host JOIN #lobby
                :srv 332 ada #lobby :tea at four
                :srv 333 ada #lobby bob 1700000000
                :srv 353 ada = #lobby :@bob!bob@host +cy
                :srv 353 ada = #lobby :ada!ada@host
                :srv 366 ada #lobby :End of NAMES list
                """)).isEqualTo("""
                10:00 3 people in #lobby: ada, @bob, +cy · topic: tea at four
                """);
        assertThat(chat.room()).contains("#lobby");
        assertThat(chat.topic("#LOBBY")).isEqualTo("tea at four");
    }

    private static final String WHOX = ":srv 005 ada WHOX NICKLEN=32 :are supported by this server\n";

    private static final String NAMES = """
            :ada!ada@host JOIN #lobby ada :Ada
            :srv 353 ada = #lobby :@ada!ada@host bob!bob@host cy!cy@host
            :srv 366 ada #lobby :End of NAMES list
            """;

    @Test
    void verifiedMembersAreMarkedFromTheFirstSecond() {
        assertThat(seen(WHOX + NAMES)).isEmpty();
        assertThat(chat.questions()).map(Message::toString).containsExactly("WHO #lobby %tna,152");
        assertThat(chat.questions()).isEmpty();
        assertThat(chat.isEntering()).isTrue();
        assertThat(chat.room()).contains("#lobby");
        assertThat(seen("""
                :srv 354 ada 7 cy cy
                :srv 354 ada 152 ada ada
                :cy!cy@host PART #lobby
                :srv 354 ada 152 bob bob
                :srv 315 ada #lobby :End of WHO list
                """)).isEqualTo("10:00 2 people in #lobby: @ada✓, bob✓\n");
        assertThat(chat.isEntering()).isFalse();
        assertThat(seen(":srv 315 ada #lobby :End of WHO list")).isEmpty();
    }

    @Test
    void accountsAreKeptUpForTheWholeSession() {
        seen(WHOX + NAMES + ":srv 354 ada 152 bob bob\n:srv 354 ada 152 cy 0\n:srv 315 ada #lobby :End");
        assertThat(verified("#lobby")).containsExactly("ada", "bob");
        seen("""
                :cy!cy@host ACCOUNT cy
                :bob!bob@host NICK robert
                :bob!bob@host JOIN #lobby * :Another
                :dee!d@h JOIN #lobby dee :Dee
                """);
        assertThat(verified("#lobby")).containsExactly("ada", "cy", "dee");
        chat.questions();
        seen(":srv 353 ada = #lobby :ada cy dee\n:srv 366 ada #lobby :End of NAMES list");
        assertThat(chat.questions()).hasSize(1);
        assertThat(seen(":srv 354 ada 152 cy 0\n:srv 354 ada 152 dee dee\n:srv 315 ada #lobby :End"))
                .isEqualTo("10:00 3 people in #lobby: ada✓, cy, dee✓\n");
    }

    @Test
    void aRoomThatTheUserIsNotInIsListedWithAccounts() {
        seen(WHOX + ":srv 353 ada = #tea :@bob cy\n:srv 366 ada #tea :End of NAMES list");
        assertThat(chat.questions()).map(Message::toString).containsExactly("WHO #tea %tna,152");
        assertThat(seen(":srv 354 ada 152 cy cy\n:srv 315 ada #tea :End"))
                .isEqualTo("10:00 2 people in #tea: @bob, cy✓\n");
    }

    @Test
    void aLargeRoomIsEnteredWithoutTheAccountsOfItsMembers() {
        assertThat(seen(WHOX + """
                :ada!ada@host JOIN #lobby ada :Ada
                :srv NOTE JOIN LARGE_ROOM #lobby :Only members who have spoken are listed
                :srv 353 ada = #lobby :bob ada
                :srv 366 ada #lobby :End
                """)).contains("a large room");
        assertThat(chat.questions()).isEmpty();
    }

    @Test
    void accountsThatDoNotComeKeepNobodyOut() {
        seen(WHOX + NAMES);
        assertThat(chat.questions()).hasSize(1);
        assertThat(chat.overdue("#lobby")).hasSize(1);
        assertThat(chat.room()).contains("#lobby");
        seen(":srv 353 ada = #tea :bob\n:srv 366 ada #tea :End");
        assertThat(chat.overdue("#tea")).hasSize(1);
        assertThat(chat.overdue("#tea")).isEmpty();
    }

    @Test
    void afterAReconnectTheServerIsAskedAgain() {
        seen(WHOX + NAMES + ":srv 354 ada 152 bob bob\n:srv 315 ada #lobby :End");
        chat.questions();
        chat.registered("ada", "ada");
        seen(NAMES);
        assertThat(chat.questions()).isEmpty();
        assertThat(verified("#lobby")).containsExactly("ada");
        seen(WHOX + NAMES);
        assertThat(chat.questions()).hasSize(1);
    }

    private List<String> verified(String room) {
        return chat.members(room).stream()
                .filter(Event.Person::verified)
                .map(Event.Person::nick)
                .toList();
    }

    @Test
    void aNameThatNobodyCanHaveIsNotTaken() {
        assertThat(seen(":ada!a@h NICK :\n:ada!a@h NICK\n:ada!a@h NICK :two words"))
                .isEmpty();
        assertThat(chat.nick()).isEqualTo("ada");
    }

    @Test
    void nobodyIsNotVerified() {
        assertThat(seen("NOTICE #lobby :hello\nPRIVMSG #lobby :hello\n@account= :!u@h NOTICE #lobby :x"))
                .doesNotContain("✓");
    }

    @Test
    void theMessageOfTheDayShowsOnce() {
        String motd = """
                :srv 375 ada :- srv Message of the day -
                :srv 372 ada :- be kind
                :srv 376 ada :End of MOTD command
                """;
        assertThat(seen(motd)).isEqualTo("10:00 be kind\n");
        assertThat(seen(motd)).isEmpty();
    }

    @Test
    void peopleComeTalkAndGo() {
        enter("#lobby", "ada");
        assertThat(seen("""
                :bob!b@h JOIN #lobby
                @time=2026-11-23T09:58:00.000Z;msgid=x1 :bob!b@h PRIVMSG #lobby :hello
                :bob!b@h PRIVMSG #lobby :\u0001ACTION waves\u0001
                :bob!b@h PRIVMSG #lobby :\u0001VERSION\u0001
                :bob!b@h TAGMSG #lobby
                :bob!b@h PRIVMSG ada :psst
                :ada!a@h PRIVMSG bob :yes?
                :bob!b@h NICK robert
                :robert!b@h TOPIC #lobby :tea
                :robert!b@h PART #lobby :dinner
                :cy!c@h JOIN #lobby
                :cy!c@h QUIT :Connection lost
                """)).isEqualTo("""
                10:00 bob joined
                09:58 bob: hello
                10:00 * bob waves
                10:00 bob → you: psst
                10:00 you → bob: yes?
                10:00 bob is now robert
                10:00 robert set the topic: tea
                10:00 robert left (dinner)
                10:00 cy joined
                10:00 cy left the chat (Connection lost)
                """);
        assertThat(chat.members("#lobby")).extracting(Event.Person::nick).containsExactly("ada");
    }

    @Test
    void aSecondRoomIsNamedUntilItIsTheCurrentOne() {
        enter("#lobby", "ada");
        assertThat(chat.enter("#tea")).isFalse();
        assertThat(chat.room()).contains("#tea"); // what is typed waits until the user is there
        enter("#tea", "ada");
        assertThat(chat.room()).contains("#tea");
        assertThat(seen(":bob!b@h PRIVMSG #lobby :hi\n:bob!b@h PRIVMSG #tea :ho"))
                .isEqualTo("10:00 #lobby bob: hi\n10:00 bob: ho\n");
        assertThat(seen(":ada!a@h PART #tea")).isEqualTo("10:00 you left #tea\n");
        assertThat(chat.target()).isEmpty(); // until the user chooses
        assertThat(chat.enter("#lobby")).isTrue();
        assertThat(chat.room()).contains("#lobby");
    }

    @Test
    void whoIsRemovedIsOut() {
        enter("#lobby", "ada", "bob");
        assertThat(seen(":op!o@h KICK #lobby bob :spam")).isEqualTo("10:00 bob was removed by op (spam)\n");
        assertThat(seen(":op!o@h KICK #lobby eve :op")).isEqualTo("10:00 eve was removed by op\n");
        assertThat(seen(":op!o@h KICK #lobby ada :spam"))
                .isEqualTo("10:00 you were removed from #lobby by op (spam)\n");
        assertThat(chat.rooms()).isEmpty();
    }

    @Test
    void aFailureIsToldUnlessItIsOfWhatNobodyHasTyped() {
        assertThat(seen(":srv FAIL OPER TOO_EARLY :Try again later"))
                .isEqualTo("10:00 Try again later — OPER TOO_EARLY\n");
        assertThat(seen(":srv FAIL MARKREAD INVALID_PARAMS #lab :You cannot read there"))
                .isEmpty();
    }

    @Test
    void whoCannotComeBackIsOut() {
        enter("#lobby", "ada");
        chat.enter("#tea");
        enter("#tea", "ada");
        chat.registered("ada", "");
        assertThat(seen(":srv 475 ada #tea :Cannot join channel (+k)")).isEqualTo("""
                10:00 #tea is locked with a key — /join #tea KEY
                """);
        assertThat(chat.target()).isEmpty();
        assertThat(chat.enter("#tea")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "437, You have created too many channels", // after a restart of the server, which no longer knows the room
        "476, Channel name looks like #Tea",
    })
    void whoseRoomCannotBeMadeAgainIsOut(String numeric, String reason) {
        enter("#tea", "ada");
        chat.registered("ada", "");
        assertThat(seen(":srv " + numeric + " ada #tea :" + reason)).contains(reason);
        assertThat(chat.isIn("#tea")).isFalse();
    }

    @Test
    void myNewNameIsMine() {
        enter("#lobby", "ada", "bob");
        chat.askFor("lovelace");
        assertThat(seen(":ada!a@h NICK lovelace")).isEqualTo("10:00 you are now lovelace\n");
        assertThat(chat.nick()).isEqualTo("lovelace");
        assertThat(chat.members("#lobby")).extracting(Event.Person::nick).containsExactly("bob", "lovelace");
        assertThat(chat.relayedSource()).isEqualTo(":lovelace!a@h ".length());
    }

    @Test
    void onlyTheWholeNameIsAMention() {
        enter("#lobby", "ada");
        assertThat(mentions("adamant")).isFalse();
        assertThat(mentions("Ada, look")).isTrue();
        assertThat(mentions("canada ada")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            canada            | false
            adamant           | false
            ada-2 is here     | false
            ada_ is here      | false
            äda               | false
            adá               | false
            x@ada.example     | true
            @ada              | true
            ADA: look         | true
            "(ada)"           | true
            ada's             | true
            ada- look         | true
            見てada見て         | false
            見て ada           | true
            """)
    void aMentionIsAWord(String text, boolean mention) {
        assertThat(mentions(text)).isEqualTo(mention);
    }

    @Test
    void anAnswerQuotesTheMessage() {
        enter("#lobby", "ada", "bob");
        assertThat(seen("""
                @msgid=x1 :bob!b@h PRIVMSG #lobby :shall we deploy at four, or is that too late for the others?
                @msgid=x2;+draft/reply=x1 :cy!c@h PRIVMSG #lobby :four is fine
                @msgid=x3;+reply=x2 :bob!b@h PRIVMSG #lobby :\u0001ACTION nods\u0001
                @msgid=x4;+draft/reply=unknown :bob!b@h PRIVMSG #lobby :what?
                """)).isEqualTo("""
                10:00 bob: shall we deploy at four, or is that too late for the others?
                10:00 cy ↳ bob: shall we deploy at four, or is that too…
                      four is fine
                10:00 * bob ↳ cy: four is fine
                      nods
                10:00 bob ↳ an earlier message
                      what?
                """);
    }

    @Test
    void anAnswerToTheUserIsForThem() {
        enter("#lobby", "ada", "bob");
        chat.received(Message.parse("@msgid=x1 :ada!a@h PRIVMSG #lobby :four?"));
        chat.received(Message.parse("@msgid=x2 :bob!b@h PRIVMSG #lobby :five?"));
        assertThat(chat.received(Message.parse("@+draft/reply=x1 :bob!b@h PRIVMSG #lobby :yes")))
                .allMatch(event -> event instanceof MessageEvent.Said said && said.mention());
        assertThat(chat.received(Message.parse("@+draft/reply=x2 :cy!b@h PRIVMSG #lobby :yes")))
                .noneMatch(event -> event instanceof MessageEvent.Said said && said.mention());
    }

    @Test
    void reactionsAreShownWithTheirMessage() {
        enter("#lobby", "ada", "bob");
        assertThat(seen("""
                @msgid=x1 :ada!a@h PRIVMSG #lobby :one\r
                @msgid=x2 :bob!b@h PRIVMSG ada :psst
                @+draft/react=👍;+draft/reply=x1 :bob!b@h TAGMSG #lobby
                @+draft/unreact=👍;+draft/reply=x1 :bob!b@h TAGMSG #lobby
                @+draft/react=\u001B[2J;+draft/reply=x1 :bob!b@h TAGMSG #lobby
                @+draft/react=lol;+draft/reply=x2 :ada!a@h TAGMSG bob
                @+draft/react=lol :bob!b@h TAGMSG #lobby
                """.replace("\r", ""))).isEqualTo("""
                10:00 ada: one
                10:00 bob → you: psst
                10:00 bob reacted 👍 ↳ ada: one
                10:00 bob took back 👍 ↳ ada: one
                10:00 bob reacted �[2J ↳ ada: one
                10:00 bob you reacted lol ↳ bob: psst
                """);
    }

    @Test
    void whatIsDeletedOrPrivateIsNotQuoted() {
        enter("#lobby", "ada", "bob");
        seen("@msgid=x1 :bob!b@h PRIVMSG #lobby :secret\n@msgid=x2 :bob!b@h PRIVMSG ada :secret\n"
                + ":bob!b@h REDACT #lobby x1");
        assertThat(seen("""
                @+draft/reply=x1 :cy!c@h PRIVMSG #lobby :hm
                @+draft/reply=x2 :cy!c@h PRIVMSG #lobby :hm
                @+draft/react=x;+draft/reply=x1 :cy!c@h TAGMSG #lobby
                """)).doesNotContain("secret").containsOnlyOnce("reacted x ↳ an earlier message");
    }

    @Test
    void anOperatorDeletesInTheConversationThatTheMessageIsIn() {
        enter("#lobby", "ada", "bob");
        seen("@msgid=x1 :bob!b@h PRIVMSG ada :threat");
        assertThat(chat.received(Message.parse(":olga!o@h REDACT ada x1")))
                .extracting(Event::where)
                .containsExactly("bob");
        assertThat(chat.received(Message.parse(":olga!o@h REDACT bob x2")))
                .extracting(Event::where)
                .containsExactly("bob");
        assertThat(chat.received(Message.parse(":olga!o@h REDACT ada x3")))
                .extracting(Event::where)
                .containsExactly("olga");
    }

    @Test
    void onlySoManyMessagesCanBeQuoted() {
        enter("#lobby", "ada", "bob");
        for (int i = 0; i <= Messages.MAX_QUOTABLE; i++) {
            chat.received(Message.parse("@msgid=m" + i + " :bob!b@h PRIVMSG #lobby :message " + i));
        }
        assertThat(chat.last("#lobby", "")).get().extracting(Quote::text).isEqualTo("message " + Messages.MAX_QUOTABLE);
        assertThat(seen("@+draft/reply=m1 :cy!c@h PRIVMSG #lobby :a")).contains("↳ bob: message 1\n");
        assertThat(seen("@+draft/reply=m0 :cy!c@h PRIVMSG #lobby :a")).contains("↳ an earlier message\n");
    }

    @Test
    void writingIsAnEvent() {
        enter("#lobby", "ada", "bob");
        Place lobby = new Place("#lobby", true);
        Instant now = chat.now();
        Event.Person bob = new Event.Person("bob", false);
        assertThat(chat.received(Message.parse("@+typing=active :bob!b@h TAGMSG #lobby")))
                .containsExactly(new UserEvent.Typing(now, lobby, bob, Writing.ACTIVE));
        assertThat(chat.received(Message.parse("@+draft/typing=done :bob!b@h TAGMSG ada")))
                .containsExactly(new UserEvent.Typing(now, new Place("bob", false), bob, Writing.DONE));
        assertThat(chat.received(Message.parse("@+typing=active :ada!a@h TAGMSG #lobby")))
                .isEmpty();
        assertThat(chat.received(Message.parse("@+typing=dancing :bob!b@h TAGMSG #lobby")))
                .isEmpty();
    }

    @Test
    void refusalsAreSentences() {
        enter("#lobby", "ada");
        assertThat(seen("""
                :srv 401 ada zoe :No such nick or channel
                :srv 404 ada #lobby :Cannot send to channel (+m)
                :srv 433 ada bob :Nickname is already in use
                :srv 489 ada #x secret :Something new
                :srv 989 ada :not a refusal
                """)).isEqualTo("""
                10:00 no such user: zoe — /who lists the members of a room
                10:00 not sent to #lobby: Cannot send to channel (+m)
                10:00 the name bob is not available: Nickname is already in use — choose another name: /nick NAME
                10:00 #x secret: Something new
                """);
    }

    @Test
    void whatOperatorsDoIsToldInPlainWords() {
        enter("#lab", "@olga", "ada", "+bob", "cy");
        assertThat(seen("""
                :olga!o@h MODE #lab +ov cy ada
                :olga!o@h MODE #lab -v+b bob eve!*@*
                :olga!o@h MODE #lab +kl sesame 30
                :olga!o@h MODE #lab -kl+i *
                :srv MODE #lab +m-t
                :olga!o@h MODE #lab -b *!*@10.0.0.1
                :olga!o@h MODE #lab +Q
                :ada!a@h MODE ada +i
                """)).isEqualTo("""
                10:00 olga made cy an operator of #lab
                10:00 olga gave you voice in #lab
                10:00 olga removed the voice of bob in #lab
                10:00 olga banned eve from #lab
                10:00 olga locked #lab with a key
                10:00 olga limited #lab to 30 members
                10:00 olga removed the key of #lab
                10:00 olga removed the limit on the members of #lab
                10:00 olga made #lab invite-only
                10:00 srv made #lab moderated: only operators and users with voice can speak
                10:00 srv lets everyone set the topic of #lab
                10:00 olga unbanned *!*@10.0.0.1 from #lab
                10:00 olga set the mode +Q of #lab
                """);
        assertThat(RoomRenderer.names(chat.members("#lab"), 9)).isEqualTo("+ada, bob, @cy, @olga");
    }

    @Test
    void aHigherStatusHidesALowerOneAsLongAsItLasts() {
        enter("#lab", "@+olga!o@h", "ada");
        assertThat(RoomRenderer.names(chat.members("#lab"), 9)).isEqualTo("ada, @olga");
        seen(":srv MODE #lab -o olga\n:olga!o@h NICK ola\n:srv MODE #lab +o ada");
        assertThat(RoomRenderer.names(chat.members("#lab"), 9)).isEqualTo("@ada, +ola");
    }

    @Test
    void modesThatComeWithARoomAreNotTold() {
        assertThat(seen("""
                :ada!a@h JOIN #lab
                :srv MODE #lab +nt
                :srv 353 ada = #lab :@ada
                :srv 366 ada #lab :End of NAMES list
                """)).isEqualTo("10:00 nobody else is in #lab yet\n");
    }

    @Test
    void invitationsAndAbsences() {
        enter("#lobby", "ada", "bob");
        assertThat(seen("""
                :olga!o@h INVITE ada #lab
                :olga!o@h INVITE bob #lobby
                :bob!b@h AWAY :lunch
                :bob!b@h AWAY :away
                :bob!b@h AWAY
                :ada!a@h AWAY :me
                :olga!o@h WALLOPS :tea for all
                :bob!b@h SETNAME :Robert
                """)).isEqualTo("""
                10:00 olga invites you to #lab: /join #lab
                10:00 olga invited bob to #lobby
                10:00 bob is away: lunch
                10:00 bob is away
                10:00 bob is back
                10:00 olga announces: tea for all
                """);
    }

    @Test
    void aRoomGetsAnotherName() {
        enter("#lab", "ada", "bob");
        assertThat(seen(":bob!b@h RENAME #lab #kitchen :we moved"))
                .isEqualTo("10:00 bob renamed #lab to #kitchen (we moved)\n");
        assertThat(chat.room()).contains("#kitchen");
        assertThat(chat.isIn("#lab")).isFalse();
        assertThat(RoomRenderer.names(chat.members("#kitchen"), 9)).isEqualTo("ada, bob");
    }

    @Test
    void whoIsThereIsToldWhenTheUserAsks() {
        enter("#lobby", "ada", "bob");
        assertThat(seen("""
                :srv 353 ada = #lobby :ada @cy
                :srv 366 ada #lobby :End of NAMES list
                :srv 353 ada = #tea :dan
                :srv 366 ada #tea :End of NAMES list
                :srv 366 ada #none :End of NAMES list
                """)).isEqualTo("""
                10:00 2 people in #lobby: ada, @cy
                10:00 1 person in #tea: dan
                10:00 #none is empty, or hidden from you
                """);
        assertThat(chat.nicks()).containsExactly("ada", "cy");
    }

    @Test
    void ofALargeRoomWhoSpeaksIsKnown() {
        enter("#lobby", "@olga");
        assertThat(seen("""
                :ada!a@h JOIN #lobby
                :srv NOTE JOIN LARGE_ROOM #lobby :Of 501 people here only those are named who have spoken
                :srv 353 ada = #lobby :ada @olga
                :srv 366 ada #lobby :End
                """)).isEqualTo("10:00 you are in #lobby, a large room: /who lists its members\n");
        seen(":bob!b@h PRIVMSG #lobby :hello");
        assertThat(chat.nicks()).containsExactly("ada", "olga", "bob");
        assertThat(seen("""
                :ada!a@h JOIN #lobby
                :srv 353 ada = #lobby :ada bob
                :srv 366 ada #lobby :End
                """)).as("when it is small again").isEqualTo("10:00 2 people in #lobby: ada, bob\n");
    }

    @Test
    void whatARoomOrAServerDoesNotAllowIsASentenceWithAHint() {
        assertThat(seen("""
                :srv 471 ada #lab :Cannot join channel (+l)
                :srv 473 ada #lab :Cannot join channel (+i)
                :srv 474 ada #lab :Cannot join channel (+b)
                :srv 475 ada #lab :Cannot join channel (+k)
                :srv 482 ada #lab :You're not a channel operator
                :srv 441 ada bob #lab :They aren't on that channel
                :srv 443 ada bob #lab :is already on channel
                :srv 464 ada :Password incorrect
                :srv 481 ada :Permission denied
                """)).isEqualTo("""
                10:00 #lab is full — try again later
                10:00 #lab is invite-only — ask a member for an invitation: /msg NAME TEXT
                10:00 you are banned from #lab — ask one of its operators: /msg NAME TEXT
                10:00 #lab is locked with a key — /join #lab KEY
                10:00 only operators of #lab can do that — /who shows them with an @
                10:00 bob is not in #lab — /who lists the members of a room
                10:00 bob is already in #lab
                10:00 wrong password — /oper PASSWORD
                10:00 only operators of the server can do that
                """);
    }

    @Test
    void repliesAreSentences() {
        assertThat(seen("""
                :srv 305 ada :You are no longer marked as being away
                :srv 306 ada :You have been marked as being away
                :srv 341 ada bob #lab
                :srv 381 ada :You are now an IRC operator
                :srv 313 ada olga :is an IRC operator
                :srv 368 ada #lab :End of channel ban list
                :srv 367 ada #lab eve!*@* olga!o@h 1700000000
                :srv 368 ada #lab :End of channel ban list
                """)).isEqualTo("""
                10:00 you are back
                10:00 you are marked as away; /back ends it
                10:00 you have invited bob to #lab
                10:00 you are an operator of this server now
                10:00 olga is an operator of this server
                10:00 nobody is banned from #lab
                10:00 banned from #lab: eve, by olga
                10:00 nobody else is banned from #lab
                """);
    }

    @Test
    void afterALostConnectionWhoIsThereIsToldAnew() {
        enter("#lobby", "ada", "bob");
        assertThat(renderer.render(chat.registered("ada_", "")).toString())
                .isEqualTo("10:00 reconnected to localhost:8443 as ada_");
        assertThat(chat.members("#lobby")).isEmpty();
        assertThat(chat.rooms()).containsExactly("#lobby");
    }

    @Test
    void aProvenNameIsMarked() {
        assertThat(seen("""
                :ada!a@h JOIN #lobby * :Ada
                :srv 353 ada = #lobby :ada bob
                :srv 366 ada #lobby :End of NAMES list
                :alice!a@h JOIN #lobby alice :Alice
                :mallory!m@h JOIN #lobby * :Mallory
                @account=alice :alice!a@h PRIVMSG #lobby :hello
                @account=alice :alice!a@h PRIVMSG ada :psst
                :mallory!m@h PRIVMSG #lobby :I am alice✓
                @account=bob :bob!b@h PRIVMSG #lobby :\u0001ACTION waves\u0001
                """)).isEqualTo("""
                10:00 2 people in #lobby: ada, bob
                10:00 alice✓ joined
                10:00 mallory joined
                10:00 alice✓: hello
                10:00 alice✓ → you: psst
                10:00 mallory: I am alice✓
                10:00 * bob✓ waves
                """);
        assertThat(RoomRenderer.names(chat.members("#lobby"), 9)).isEqualTo("ada, alice✓, bob✓, mallory");
    }

    @Test
    void nobodyInheritsTheMarkOfAnother() {
        enter("#lobby", "ada");
        assertThat(seen("""
                :alice!a@h JOIN #lobby alice :Alice
                :alice!a@h QUIT :Quit
                :mallory!m@h JOIN #lobby * :Mallory
                :mallory!m@h NICK alice
                :alice!m@h PRIVMSG #lobby :it is me
                @account=mallory :alice!m@h PRIVMSG #lobby :it is really me
                """)).isEqualTo("""
                10:00 alice✓ joined
                10:00 alice left the chat
                10:00 mallory joined
                10:00 mallory is now alice
                10:00 alice: it is me
                10:00 alice: it is really me
                """);
        assertThat(RoomRenderer.names(chat.members("#lobby"), 9)).isEqualTo("ada, alice");
    }

    @Test
    void whoProvesTheirNameLaterIsMarkedFromThenOn() {
        enter("#lobby", "ada", "alice");
        assertThat(seen(":alice!a@h ACCOUNT alice")).isEmpty();
        assertThat(RoomRenderer.names(chat.members("#lobby"), 9)).isEqualTo("ada, alice✓");
        seen(":alice!a@h NICK Al\n:Al!a@h NICK ALICE");
        assertThat(RoomRenderer.names(chat.members("#lobby"), 9)).isEqualTo("ada, ALICE✓");
        seen(":ALICE!a@h ACCOUNT *");
        assertThat(RoomRenderer.names(chat.members("#lobby"), 9)).isEqualTo("ada, ALICE");
        assertThat(seen(":srv 330 ada alice alice :is logged in as")).isEqualTo("10:00 alice is logged in as alice\n");
        assertThat(RoomRenderer.names(chat.members("#lobby"), 9)).isEqualTo("ada, ALICE✓");
        chat.registered("ada", "");
        enter("#lobby", "ada", "alice");
        assertThat(RoomRenderer.names(chat.members("#lobby"), 9)).isEqualTo("ada, alice");
    }

    @Test
    void aNameThatTheServerTakesAwayIsToldOf() {
        enter("#lobby", "ada");
        assertThat(seen("""
                :ada!a@h NICK ada-2
                :srv NOTICE ada-2 :The nick ada is the name in the certificate of a user who has just connected
                :srv 484 ada-2 :Your nick is the name in your certificate
                """)).isEqualTo("""
                10:00 you are now ada-2
                10:00 the server changed your name — /nick NAME requests another one
                10:00 The nick ada is the name in the certificate of a user who has just connected
                10:00 you cannot change your name: Your nick is the name in your certificate
                """);
    }

    @Test
    void oddLinesFromAServerDoNoHarm() {
        seen("""
                PRIVMSG
                :bob PRIVMSG #lobby
                JOIN
                :bob!b@h KICK
                :bob!b@h NICK
                :bob!b@h MODE
                :bob!b@h MODE #lobby
                :bob!b@h MODE #lobby +ooo-+
                :bob!b@h INVITE
                :bob!b@h RENAME
                :bob!b@h RENAME #lobby
                WALLOPS
                367
                353
                401
                @time=yesterday :bob!b@h PRIVMSG #lobby :\u0001ACTION
                :bob!b@h PRIVMSG #lobby :\u0001ACTION \u0001
                :srv 317 ada bob many 0 :seconds idle
                """);
    }

    private boolean mentions(String text) {
        List<Event> events = chat.received(Message.parse(":bob!b@h PRIVMSG #lobby :" + text));
        return events.get(0) instanceof MessageEvent.Said said && said.mention();
    }

    private void enter(String room, String... members) {
        seen(":ada!a@h JOIN " + room + "\n:srv 353 ada = " + room + " :" + String.join(" ", members) + "\n:srv 366 ada "
                + room + " :End of NAMES list");
    }

    private String seen(String lines) {
        StringBuilder seen = new StringBuilder();
        for (String line : lines.split("\n")) {
            chat.received(Message.parse(line))
                    .forEach(event -> seen.append(renderer.render(event)).append('\n'));
        }
        return seen.toString();
    }
}
