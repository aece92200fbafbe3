package io.securechat.client.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import io.securechat.client.request.Batches.Batch;
import io.securechat.irc.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final Batches batches = new Batches();

    @Test
    void aBatchThatFallsSilentIsBrokenOff() {
        Batches batches = new Batches();
        batches.add(Message.parse("@label=l :srv BATCH +1 chathistory #lobby"));
        batches.add(Message.parse("@batch=1 :bob!b@h PRIVMSG #lobby :one"));
        assertThat(batches.overdue()).isEmpty();
        batches.add(Message.parse("@batch=1 :bob!b@h PRIVMSG #lobby :two"));
        assertThat(batches.overdue()).isEmpty();
        batches.add(Message.parse("@batch=1 :srv BATCH +2 draft/multiline #lobby"));
        batches.add(Message.parse("@batch=2 :bob!b@h PRIVMSG #lobby :half"));
        List<Batch> broken = new ArrayList<>();
        for (int i = 0; i < 4; i++) { // the inner one first, which becomes part of the outer one
            broken.addAll(batches.overdue());
        }
        assertThat(broken).hasSize(1);
        assertThat(broken.get(0).label()).isEmpty();
        assertThat(broken.get(0).lines()).map(Message::trailing).containsExactly("one", "two", "half");
        assertThat(batches.isEmpty()).isTrue();
        assertThat(batches.add(Message.parse(":srv BATCH -1"))).isEmpty();
    }

    @Test
    void aLineByItselfPasses() {
        Batch batch = complete("@label=x :srv 401 ada bob :No such nick").get(0);
        assertThat(batch.label()).isEqualTo("x");
        assertThat(batch.type()).isEmpty();
        assertThat(batch.lines()).hasSize(1);
    }

    @Test
    void aBatchIsCompleteAtItsEnd() {
        List<Batch> complete = complete(
                "@label=x :srv BATCH +1 chathistory #lobby",
                "@batch=1;msgid=a :bob!b@h PRIVMSG #lobby :one",
                ":bob!b@h PRIVMSG #lobby :live",
                "@batch=1;msgid=b :bob!b@h PRIVMSG #lobby :two",
                ":srv BATCH -1");
        assertThat(complete).hasSize(2);
        assertThat(texts(complete.get(0))).containsExactly("live");
        assertThat(complete.get(1).type()).isEqualTo("chathistory");
        assertThat(complete.get(1).label()).isEqualTo("x");
        assertThat(texts(complete.get(1))).containsExactly("one", "two");
    }

    @Test
    void batchesMayContainBatchesAndRunSideBySide() {
        List<Batch> complete = complete(
                "BATCH +1 labeled-response",
                "BATCH +2 netsplit a b",
                "@batch=1 BATCH +3 chathistory #lobby",
                "@batch=2 :x!x@h QUIT :a b",
                "@batch=3 :bob!b@h PRIVMSG #lobby :one",
                "BATCH -2",
                "BATCH -3",
                "@batch=1 :srv WARN CHATHISTORY X :two",
                "BATCH -1");
        assertThat(complete).hasSize(2);
        assertThat(complete.get(0).type()).isEqualTo("netsplit");
        assertThat(texts(complete.get(1))).containsExactly("one", "two");
    }

    @Test
    void aMessageOfSeveralLinesIsOneMessageAlsoWithinHistory() {
        List<Batch> complete = complete(
                "@label=x;msgid=m;account=bob;time=2026-11-24T09:00:00.000Z :bob!b@h BATCH +1 draft/multiline #lobby",
                "@batch=1 :bob!b@h PRIVMSG #lobby :one",
                "@batch=1 :bob!b@h PRIVMSG #lobby :",
                "@batch=1 :bob!b@h PRIVMSG #lobby :two ",
                "@batch=1;draft/multiline-concat :bob!b@h PRIVMSG #lobby :and a half",
                "BATCH -1",
                "BATCH +2 chathistory #lobby",
                "@batch=2;msgid=n :bob!b@h BATCH +3 draft/multiline #lobby",
                "@batch=3 :bob!b@h PRIVMSG #lobby :three",
                "@batch=3 :bob!b@h PRIVMSG #lobby :four",
                "BATCH -3",
                "BATCH -2");
        Message message = complete.get(0).lines().get(0);
        assertThat(complete.get(0).label()).isEqualTo("x");
        assertThat(message.trailing()).isEqualTo("one\n\ntwo and a half");
        assertThat(message.source()).isEqualTo("bob!b@h");
        assertThat(message.tags()).containsOnlyKeys("label", "msgid", "account", "time");
        assertThat(texts(complete.get(1))).containsExactly("three\nfour");
        assertThat(complete.get(1).lines().get(0).tags()).containsEntry("msgid", "n");
    }

    @Test
    void oddBatchesDoNoHarm() {
        assertThat(complete("BATCH", "BATCH -1", "BATCH +", "BATCH +1 draft/multiline #x", "BATCH -1"))
                .hasSize(2);
        assertThat(texts(complete("@batch=nowhere :bob!b@h PRIVMSG #lobby :hi").get(0)))
                .containsExactly("hi");
        assertThat(complete("BATCH +1 draft/multiline #x", "@batch=1 PRIVMSG", "BATCH -1"))
                .hasSize(1);
    }

    @Test
    void whatIsNotCompleteEndsWithTheConnection() {
        complete("BATCH +1 chathistory #lobby", "@batch=1 :bob!b@h PRIVMSG #lobby :one");
        batches.clear();
        assertThat(texts(complete("@batch=1 :bob!b@h PRIVMSG #lobby :two").get(0)))
                .containsExactly("two");
    }

    @Test
    void thereIsAnEndToWhatIsGathered() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        complete("BATCH +" + i + " chathistory #lobby");
                    }
                })
                .isInstanceOf(Problem.class);
        batches.clear();
        complete("BATCH +1 chathistory #lobby");
        String line = "@batch=1;x=" + "y".repeat(8000) + " :bob!b@h PRIVMSG #lobby :" + "z".repeat(400);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        complete(line);
                    }
                })
                .isInstanceOf(Problem.class)
                .hasMessageContaining("too much at once");
    }

    private List<Batch> complete(String... lines) {
        List<Batch> complete = new ArrayList<>();
        for (String line : lines) {
            batches.add(Message.parse(line)).ifPresent(complete::add);
        }
        return complete;
    }

    private static List<String> texts(Batch batch) {
        return batch.lines().stream().map(Message::trailing).toList();
    }
}
