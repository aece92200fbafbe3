package io.securechat.server.command.channel;

import io.securechat.server.Script;
import org.junit.jupiter.api.Test;

/** Messages of several lines, from a client and to clients with any set of capabilities. */
class MultilineTest {
    private static final String MODERN =
            " with draft/multiline batch message-tags echo-message labeled-response standard-replies";

    @Test
    void isOneMessageWithTheCapabilityAndSeveralWithout() throws Exception {
        Script.play("""
                old connects with message-tags account-tag
                bob connects with draft/multiline batch message-tags account-tag
                ada connects as ada""" + MODERN + "\n" + """
                ada> @label=x;+mood=good BATCH +my draft/multiline #Lobby
                ada> @batch=my PRIVMSG #lobby :hello
                ada> @batch=my PRIVMSG #lobby :
                ada> @batch=my PRIVMSG #lobby :how is\s
                ada> @batch=my;draft/multiline-concat PRIVMSG #lobby :everyone?
                ada> BATCH -my
                ada< @label=x;+mood=good;msgid={id} :ada!ada@… BATCH +{id} draft/multiline #lobby
                ada< @batch={id} :ada!ada@… PRIVMSG #lobby :hello
                ada< @batch={id} :ada!ada@… PRIVMSG #lobby :
                ada< @batch={id} :ada!ada@… PRIVMSG #lobby :how is\s
                ada< @batch={id};draft/multiline-concat :ada!ada@… PRIVMSG #lobby :everyone?
                ada< BATCH -{id}
                bob< @account=ada;+mood=good;msgid={id} :ada!ada@… BATCH +{id} draft/multiline #lobby
                bob< @batch={id} :ada!ada@… PRIVMSG #lobby :hello
                bob< @batch={id} :ada!ada@… PRIVMSG #lobby :
                bob< @batch={id} :ada!ada@… PRIVMSG #lobby :how is\s
                bob< @batch={id};draft/multiline-concat :ada!ada@… PRIVMSG #lobby :everyone?
                bob< BATCH -{id}
                old< @account=ada;+mood=good;msgid={id} :ada!ada@… PRIVMSG #lobby :hello
                old< @account=ada;+mood=good :ada!ada@… PRIVMSG #lobby :how is\s
                old< @account=ada;+mood=good :ada!ada@… PRIVMSG #lobby :everyone?
                """);
    }

    @Test
    void longTagsAreOnTheFirstLineOnly() throws Exception {
        String tag = "+note=" + "x".repeat(300);
        Script.play("""
                old connects with message-tags
                ada connects with draft/multiline batch message-tags
                ada> @%s BATCH +1 draft/multiline #lobby
                ada> @batch=1 PRIVMSG #lobby :one
                ada> @batch=1 PRIVMSG #lobby :two
                ada> BATCH -1
                old< @%s;msgid=… :ada!ada@… PRIVMSG #lobby :one
                old< :ada!ada@… PRIVMSG #lobby :two
                """.formatted(tag, tag));
    }

    @Test
    void longLineIsCutAtASpace() throws Exception {
        String first = "x".repeat(430);
        String second = "y".repeat(60);
        Script.play("""
                old connects
                ada connects""" + MODERN + "\n" + """
                ada> BATCH +1 draft/multiline #lobby
                ada> @batch=1 NOTICE #lobby :%1$s\s
                ada> @batch=1;draft/multiline-concat NOTICE #lobby :%2$s
                ada> BATCH -1
                ada< @msgid={id} :ada!ada@… BATCH +{id} draft/multiline #lobby
                ada< @batch={id} :ada!ada@… NOTICE #lobby :%1$s\s
                ada< @batch={id};draft/multiline-concat :ada!ada@… NOTICE #lobby :%2$s
                ada< BATCH -{id}
                old< :ada!ada@… NOTICE #lobby :%1$s\s
                old< :ada!ada@… NOTICE #lobby :%2$s
                """.formatted(first, second));
    }

    @Test
    void nestsInAHistory() throws Exception {
        Script.play("""
                ada connects with draft/multiline batch message-tags
                ada> BATCH +1 draft/multiline ada
                ada> @batch=1 PRIVMSG ada :one
                ada> @batch=1 PRIVMSG ada :two
                ada> BATCH -1
                ada< @msgid={id} …
                ada< …
                ada< …
                ada< …
                ada> CHATHISTORY LATEST ada * 5
                ada< :test.server BATCH +1 chathistory ada
                ada< @batch=1;msgid={id} :ada!ada@… BATCH +{id} draft/multiline ada
                ada< @batch={id} :ada!ada@… PRIVMSG ada :one
                ada< @batch={id} :ada!ada@… PRIVMSG ada :two
                ada< BATCH -{id}
                ada< :test.server BATCH -1
                ada> CAP REQ -draft/multiline
                ada< …
                ada> CHATHISTORY LATEST ada * 5
                ada< :test.server BATCH +2 chathistory ada
                ada< @batch=2;msgid={id} :ada!ada@… PRIVMSG ada :one
                ada< @batch=2 :ada!ada@… PRIVMSG ada :two
                ada< :test.server BATCH -2
                """);
    }

    @Test
    void otherCommandsMayComeBetweenItsLines() throws Exception {
        Script.play("""
                bob connects
                ada connects with draft/multiline batch
                ada> BATCH +1 draft/multiline bob
                ada> @batch=1 PRIVMSG bob :one
                ada> PRIVMSG bob :between
                bob< … :between
                ada> BATCH -1
                bob< … :one
                """);
    }

    @Test
    void endsWithTheSession() throws Exception {
        Script.play("""
                bob connects
                ada connects with draft/multiline batch
                ada> BATCH +1 draft/multiline #lobby
                ada> @batch=1 PRIVMSG #lobby :half
                ada> QUIT
                ada< …
                ada<
                bob< … QUIT …
                """);
    }

    @Test
    void errorIsReportedOnce() throws Exception {
        Script.play("""
                ada connects with draft/multiline batch standard-replies labeled-response
                ada> @label=x BATCH +1 draft/multiline #lobby
                ada> @batch=1 PRIVMSG bob :hello
                ada< @label=x :test.server FAIL BATCH MULTILINE_INVALID_TARGET #lobby bob :The batch is for another target
                ada> @batch=1 PRIVMSG #lobby :hello
                ada> BATCH -1
                ada> BATCH -1
                ada< :test.server FAIL BATCH MULTILINE_INVALID :There is no open batch with this reference
                ada> @batch=1 NOTICE #lobby :hello
                ada< :test.server FAIL BATCH MULTILINE_INVALID :There is no open batch with this reference
                ada> BATCH +2 draft/multiline #lobby
                ada> BATCH +3 draft/multiline #lobby
                ada< :test.server FAIL BATCH MULTILINE_INVALID :Another batch is already open
                ada> @batch=2 PRIVMSG #lobby :hello
                ada> @batch=2 NOTICE #lobby :hello
                ada< :test.server FAIL BATCH MULTILINE_INVALID :The lines of a batch must be all PRIVMSG or all NOTICE, with a target and a text
                ada> BATCH -2
                ada> BATCH +4 draft/multiline #lobby
                ada> BATCH -4
                ada< :test.server FAIL BATCH MULTILINE_INVALID :A message must not be empty
                ada> BATCH +5 draft/multiline #lobby
                ada> @batch=5 PRIVMSG #lobby :
                ada> @batch=5 PRIVMSG #lobby :
                ada> BATCH -5
                ada< :test.server FAIL BATCH MULTILINE_INVALID :A message must not be empty
                ada> BATCH +6 draft/multiline #lobby
                ada> @batch=6 PRIVMSG #lobby :hello
                ada> @batch=6;draft/multiline-concat PRIVMSG #lobby :
                ada< :test.server FAIL BATCH MULTILINE_INVALID :A concatenated line must not be empty
                ada> BATCH -6
                ada> BATCH +6 draft/multiline
                ada< :test.server FAIL BATCH MULTILINE_INVALID :A batch begins with BATCH +reference draft/multiline target
                ada> BATCH +7 netjoin #lobby
                ada< :test.server FAIL BATCH MULTILINE_INVALID :…
                ada> BATCH +8 draft/multiline nobody
                ada> @batch=8 PRIVMSG nobody :hello
                ada> BATCH -8
                ada< :test.server 401 ada nobody :No such nick or channel
                bob connects with standard-replies
                bob> BATCH +1 draft/multiline #lobby
                bob< :test.server FAIL BATCH MULTILINE_INVALID :BATCH requires the capabilities batch and draft/multiline
                """);
    }

    @Test
    void limitsAreThoseOfTheCapability() throws Exception {
        String lines = "ada> @batch=1 PRIVMSG #lobby :x\n".repeat(300);
        String bytes =
                "ada> @batch=2 PRIVMSG #lobby :%s\n".formatted("x".repeat(399)).repeat(81);
        Script.play("""
                ada connects with draft/multiline batch standard-replies
                ada> BATCH +1 draft/multiline #lobby
                """ + lines + """
                ada> @batch=1 PRIVMSG #lobby :one too many
                ada< :test.server FAIL BATCH MULTILINE_MAX_LINES 300 :A message has at most 300 lines
                ada> BATCH -1
                ada> BATCH +2 draft/multiline #lobby
                """ + bytes + """
                ada> @batch=2 PRIVMSG #lobby :%s
                ada< :test.server FAIL BATCH MULTILINE_MAX_BYTES 32768 :A message has at most 32768 bytes
                ada> BATCH -2
                ada> BATCH +3 draft/multiline #lobby
                """.formatted("x".repeat(369)) + bytes.replace("batch=2", "batch=3")
                + """
                ada> @batch=3 PRIVMSG #lobby :%s
                ada> BATCH -3
                """.formatted("x".repeat(368)));
    }
}
