package io.securechat.server.command.channel;

import io.securechat.server.Script;
import org.junit.jupiter.api.Test;

/** Repeated messages are stored and delivered once. */
class NonceTest {
    private static final String CAREFUL =
            " with securechat.io/nonce message-tags echo-message labeled-response batch standard-replies";

    @Test
    void repeatedMessageIsDeliveredOnceAndEchoedTwice() throws Exception {
        Script.play("""
                bob connects with message-tags
                ada connects""" + CAREFUL + "\n" + """
                ada> @securechat.io/nonce=n1 PRIVMSG #lobby :hello
                ada< @msgid={id} :ada!ada@… PRIVMSG #lobby :hello
                bob< @msgid={id} :ada!ada@… PRIVMSG #lobby :hello
                ada> @label=x;securechat.io/nonce=n1 PRIVMSG #lobby :hello
                ada< @label=x;msgid={id} :ada!ada@… PRIVMSG #lobby :hello
                ada> @securechat.io/nonce=n1 PRIVMSG bob,ada :hello
                bob< @msgid={private} :ada!ada@… PRIVMSG bob :hello
                ada< @msgid={private} :ada!ada@… PRIVMSG bob :hello
                ada< @msgid={note} :ada!ada@… PRIVMSG ada :hello
                ada< @msgid={note} :ada!ada@… PRIVMSG ada :hello
                ada> @securechat.io/nonce=n1 NOTICE BOB :hello
                ada< @msgid={private} …
                """);
    }

    @Test
    void repetitionAfterReconnectIsRecognized() throws Exception {
        Script.play("""
                bob connects
                ada connects""" + CAREFUL + "\n" + """
                ada> @securechat.io/nonce=n1 PRIVMSG #lobby :from a guest
                ada< @msgid={guest} …
                bob< …
                ada drops
                bob< … QUIT …
                ada connects""" + CAREFUL + "\n" + """
                ada> @securechat.io/nonce=n1 PRIVMSG #lobby :from a guest
                ada< @msgid={guest} …
                alice connects as alice""" + CAREFUL + "\n" + """
                alice> @securechat.io/nonce=n1 PRIVMSG #lobby :from an account
                alice< @msgid={account} …
                ada< … :from an account
                bob< … :from an account
                phone connects as alice""" + CAREFUL + "\n" + """
                phone> @securechat.io/nonce=n1 PRIVMSG #lobby :from an account
                phone< @msgid={account} …
                """);
    }

    @Test
    void multilineMessageHasANonceToo() throws Exception {
        String twice = """
                ada> @securechat.io/nonce=n1 BATCH +1 draft/multiline #lobby
                ada> @batch=1 PRIVMSG #lobby :a
                ada> @batch=1 PRIVMSG #lobby :b
                ada> BATCH -1
                ada< @msgid={id} … BATCH +{id} draft/multiline #lobby
                ada< …
                ada< …
                ada< BATCH -{id}
                """;
        Script.play("""
                bob connects
                ada connects""" + CAREFUL + " draft/multiline\n" + twice + """
                bob< … :a
                bob< … :b
                """ + twice);
    }

    @Test
    void nonceIsAnOrdinaryTagWithoutTheCapability() throws Exception {
        Script.play("""
                ada connects
                bob connects with message-tags
                ada> @securechat.io/nonce=n1 PRIVMSG #lobby :hello
                bob< @msgid=… :ada!ada@… PRIVMSG #lobby :hello
                ada> @securechat.io/nonce=n1 PRIVMSG #lobby :hello
                bob< @msgid=… :ada!ada@… PRIVMSG #lobby :hello
                """);
    }

    @Test
    void invalidNonceIsRefused() throws Exception {
        Script.play("""
                ada connects""" + CAREFUL + " draft/multiline\n" + """
                ada> @securechat.io/nonce= PRIVMSG #lobby :hello
                ada< :test.server FAIL PRIVMSG INVALID_NONCE :A nonce has 1 to 64 visible ASCII characters
                ada> @securechat.io/nonce=a\\sb NOTICE #lobby :hello
                ada< :test.server FAIL NOTICE INVALID_NONCE :…
                ada> @securechat.io/nonce=%s BATCH +1 draft/multiline #lobby
                ada< :test.server FAIL BATCH INVALID_NONCE :…
                """.formatted("x".repeat(65)));
    }
}
