package io.securechat.server.command.history;

import io.securechat.server.Script;
import io.securechat.server.TestServer;
import io.securechat.server.settings.NamePolicy;
import org.junit.jupiter.api.Test;

class RedactionCommandsTest {
    private static final String KNOWING = " with draft/message-redaction message-tags standard-replies echo-message";

    @Test
    void authorDeletesAMessage() throws Exception {
        Script.play("""
                old connects
                bob connects with draft/message-redaction message-tags
                ada connects""" + KNOWING + "\n" + """
                ada> PRIVMSG #lobby :password
                ada< @msgid={id} … :password
                bob< @msgid={id} … :password
                old< … :password
                ada> REDACT #Lobby {id} :wrong window
                ada< @msgid={redaction} :ada!ada@… REDACT #lobby {id} :wrong window
                bob< @msgid={redaction} :ada!ada@… REDACT #lobby {id} :wrong window
                ada> REDACT #lobby {id}
                ada< :test.server FAIL REDACT UNKNOWN_MSGID #lobby {id} :There is no such message
                old> CHATHISTORY LATEST #lobby * 5
                bob> CHATHISTORY LATEST #lobby * 5
                bob< @msgid={redaction} :ada!ada@… REDACT #lobby {id} :wrong window
                """);
    }

    @Test
    void operatorDeletesAMessageOfAnother() throws Exception {
        Script.play("""
                ada connects""" + KNOWING + "\n" + """
                bob connects with standard-replies
                olga connects as Olga with labeled-response batch draft/message-redaction
                ada> PRIVMSG #lobby :spam
                ada< @msgid={id} … :spam
                bob< … :spam
                olga< … :spam
                bob> REDACT #lobby {id}
                bob< :test.server FAIL REDACT REDACT_FORBIDDEN #lobby {id} :This message is not yours
                olga> @label=x REDACT #lobby {id}
                olga< @label=x :Olga!olga@… REDACT #lobby {id}
                ada< @msgid=… :Olga!olga@… REDACT #lobby {id}
                """);
    }

    @Test
    void operatorDeletesAPrivateMessageOfOthersByItsId() throws Exception {
        Script.play("""
                ada connects as ada""" + KNOWING + "\n" + """
                bob connects as bob with draft/message-redaction message-tags draft/chathistory draft/event-playback
                phone connects as bob
                olga connects as olga with standard-replies draft/message-redaction
                eve connects as eve with standard-replies
                ada> PRIVMSG bob :threat
                ada< @msgid={id} … :threat
                bob< @msgid={id} … :threat
                phone< … :threat
                eve> REDACT bob {id}
                eve< :test.server FAIL REDACT UNKNOWN_MSGID bob {id} :There is no such message
                olga> REDACT eve {id}
                olga< :test.server FAIL REDACT UNKNOWN_MSGID eve {id} :There is no such message
                olga> REDACT ada {id} :reported
                olga< :olga!olga@… REDACT bob {id} :reported
                ada< @msgid={redaction} :olga!olga@… REDACT bob {id} :reported
                bob< @msgid={redaction} :olga!olga@… REDACT bob {id} :reported
                bob> CHATHISTORY LATEST ada * 5
                bob< @msgid={redaction} :olga!olga@… REDACT bob {id} :reported
                olga> REDACT bob {id}
                olga< :test.server FAIL REDACT UNKNOWN_MSGID bob {id} :There is no such message
                """);
    }

    @Test
    void operatorsNickAloneIsNotEnough() throws Exception {
        try (TestServer server = new TestServer(NamePolicy.FREE, 0)) {
            Script.play(server, """
                    ada connects""" + KNOWING + "\n" + """
                    olga connects with standard-replies
                    ada> PRIVMSG #lobby :hello
                    ada< @msgid={id} … :hello
                    olga< … :hello
                    olga> REDACT #lobby {id}
                    olga< :test.server FAIL REDACT REDACT_FORBIDDEN #lobby {id} :…
                    """);
        }
    }

    @Test
    void privateMessageIsDeletedForBothOnAllDevices() throws Exception {
        Script.play("""
                bob connects""" + KNOWING + "\n" + """
                laptop connects as alice""" + KNOWING + "\n" + """
                phone connects as alice with draft/message-redaction
                laptop> PRIVMSG bob :oops
                laptop< @msgid={id} … :oops
                phone< … :oops
                bob< … :oops
                bob> REDACT alice {id}
                bob< … FAIL REDACT REDACT_FORBIDDEN alice {id} :…
                phone> REDACT bob {id}
                phone< :alice!laptop@… REDACT bob {id}
                laptop< @msgid=… :alice!laptop@… REDACT bob {id}
                bob< @msgid=… :alice!laptop@… REDACT bob {id}
                """);
    }

    @Test
    void messageIsDeletedOnlyInItsPlace() throws Exception {
        Script.play("""
                ada connects""" + KNOWING + "\n" + """
                bob connects with standard-replies
                ada> PRIVMSG ada :a note
                ada< @msgid={id} … :a note
                ada< @msgid={id} … :a note
                ada> REDACT #lobby {id}
                ada< … FAIL REDACT UNKNOWN_MSGID #lobby {id} :…
                bob> REDACT ada {id}
                bob< … FAIL REDACT UNKNOWN_MSGID ada {id} :…
                ada> REDACT #lobby no.msgid
                ada< … FAIL REDACT UNKNOWN_MSGID #lobby no.msgid :…
                ada> REDACT #elsewhere {id}
                ada< :test.server FAIL REDACT INVALID_TARGET #elsewhere :You cannot delete messages there
                ada> REDACT nobody {id}
                ada< … FAIL REDACT INVALID_TARGET nobody :…
                ada> REDACT ada
                ada< … 461 …
                ada> REDACT ada {id} :%s
                ada< … 417 …
                """.formatted("x".repeat(470)));
    }

    @Test
    void redactionCannotBeDeleted() throws Exception {
        Script.play("""
                ada connects""" + KNOWING + "\n" + """
                ada> PRIVMSG #lobby :one
                ada< @msgid={id} … :one
                ada> REDACT #lobby {id}
                ada< @msgid={redaction} … REDACT #lobby {id}
                ada> REDACT #lobby {redaction}
                ada< … FAIL REDACT UNKNOWN_MSGID #lobby {redaction} :…
                """);
    }

    @Test
    void channelOperatorsDeleteMessagesSinceTheChannelBegan() throws Exception {
        Script.play("""
                ada connects""" + KNOWING + "\n" + """
                bob connects with message-tags echo-message
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                bob> PRIVMSG #lab :before
                bob< @msgid={before} …
                bob> PART #lab
                bob< …
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                bob> PRIVMSG #lab :since
                bob< @msgid={since} …
                ada< @msgid={since} …
                ada> REDACT #lab {since} :spam
                ada< … REDACT #lab {since} :spam
                ada> REDACT #lab {before}
                ada< … FAIL REDACT REDACT_FORBIDDEN #lab {before} :…
                """);
    }

    @Test
    void formerTopicIsDeleted() throws Exception {
        Script.play("""
                ada connects""" + KNOWING + " draft/chathistory draft/event-playback batch\n" + """
                bob connects with standard-replies
                ada> TOPIC #lobby :password
                ada< @msgid={id} … TOPIC #lobby :password
                bob< … TOPIC #lobby :password
                bob> REDACT #lobby {id}
                bob< … FAIL REDACT REDACT_FORBIDDEN #lobby {id} :This message is not yours
                ada> REDACT #lobby {id}
                ada< … FAIL REDACT REDACT_FORBIDDEN #lobby {id} :This is the channel's topic; set another one first
                ada> TOPIC #lobby :
                ada< @msgid={none} … TOPIC #lobby :
                bob< … TOPIC #lobby :
                ada> REDACT #lobby {id} :wrong window
                ada< @msgid={redaction} :ada!ada@… REDACT #lobby {id} :wrong window
                ada> REDACT #lobby {id}
                ada< … FAIL REDACT UNKNOWN_MSGID #lobby {id} :There is no such message
                ada> CHATHISTORY LATEST #lobby * 5
                ada< … BATCH +{b} chathistory #lobby
                ada< @…msgid={none}… TOPIC #lobby :
                ada< @…msgid={redaction}… REDACT #lobby {id} :wrong window
                ada< … BATCH -{b}
                """);
    }

    @Test
    void channelOperatorsDeleteFormerTopics() throws Exception {
        Script.play("""
                ada connects""" + KNOWING + "\n" + """
                bob connects with message-tags
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> MODE #lab -t
                ada< … MODE #lab -t
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                ada< … JOIN #lab
                bob> TOPIC #lab :spam
                bob< @msgid={id} … TOPIC #lab :spam
                ada< … TOPIC #lab :spam
                ada> TOPIC #lab :engines
                ada< … TOPIC #lab :engines
                bob< … TOPIC #lab :engines
                ada> REDACT #lab {id}
                ada< … REDACT #lab {id}
                """);
    }
}
