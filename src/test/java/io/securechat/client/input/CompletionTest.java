package io.securechat.client.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.console.Suggestion;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.history.RecentMessages;
import io.securechat.client.setting.Settings;
import io.securechat.client.text.Emoji;
import io.securechat.client.window.Windows;
import io.securechat.irc.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final Conversation chat = new Conversation("localhost:8443", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final RecentMessages recent = new RecentMessages(event -> {});
    private final Settings settings = Settings.defaults();
    private final Windows windows = new Windows(chat, (delay, task) -> {}, 10, settings, recent);
    private final Completion completion = new Completion(chat, recent, windows, settings);

    @BeforeEach
    void inTwoRooms() {
        chat.registered("ada", "");
        receive(
                ":ada!a@h JOIN #lobby",
                ":srv 353 ada = #lobby :@ada Alice bob Bo",
                ":srv 366 ada #lobby :End",
                ":ada!a@h JOIN #tea",
                ":srv 353 ada = #tea :ada bonnie",
                ":srv 366 ada #tea :End");
    }

    @Test
    void names() {
        assertThat(of("a")).containsExactly("Alice: ");
        assertThat(of("AL")).containsExactly("Alice: ");
        assertThat(of("hello al")).containsExactly("Alice ");
        assertThat(of("hello @bo")).containsExactly("@Bo ", "@bob ", "@bonnie ");
        assertThat(of("hello ada")).isEmpty();
        assertThat(of("//bo")).isEmpty();
    }

    @Test
    void thoseWhoSpokeLastComeFirst() {
        assertThat(of("bo")).containsExactly("Bo: ", "bob: ", "bonnie: ");
        receive(":bob!b@h PRIVMSG #lobby :hi", ":bonnie!b@h PRIVMSG #tea :hi");
        assertThat(of("bo")).containsExactly("bob: ", "Bo: ", "bonnie: ");
        receive(":Bo!b@h PRIVMSG #lobby :hi");
        assertThat(of("bo")).containsExactly("Bo: ", "bob: ", "bonnie: ");
        receive(":Bo!b@h QUIT");
        assertThat(of("bo")).containsExactly("bob: ", "bonnie: ");
    }

    @Test
    void speakersHaveABound() {
        IntStream.range(0, 1000).forEach(i -> receive(":p" + i + "!p@h PRIVMSG #lobby :hi"));
        assertThat(recent.speakers("#lobby")).hasSize(50).startsWith("p999");
        IntStream.range(0, 1000).forEach(i -> receive(":p!p@h PRIVMSG #r" + i + " :hi"));
        assertThat(recent.speakers("#lobby")).isEmpty();
        assertThat(of("p")).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void commandsByTheirBeginningWithWhatTheyDo() {
        assertThat(completion.of("/to"))
                .containsExactly(new Suggestion("/topic ", "show, set or clear the topic", "Rooms"));
        assertThat(of("/MS")).containsExactly("/msg ");
        assertThat(of("/lea")).containsExactly("/leave ");
        assertThat(of("/whoa")).containsExactly("/whoami ");
        assertThat(of("/"))
                .contains("/msg ", "/who ", "/help ")
                .doesNotContain("/names ", "/exit ")
                .hasSizeGreaterThan(30);
        assertThat(of("hello /m")).isEmpty();
    }

    @Test
    void whatACommandTakes() {
        assertThat(of("/kick ")).containsExactly("Alice ", "Bo ", "bob ");
        assertThat(of("/op b")).containsExactly("Bo ", "bob ");
        assertThat(of("/ki b")).containsExactly("Bo ", "bob ");
        assertThat(of("/msg bo")).containsExactly("Bo ", "bob ", "bonnie ");
        assertThat(of("/msg bob al")).containsExactly("Alice ");
        assertThat(of("/nick a")).isEmpty();
        assertThat(of("/quit ")).isNotEmpty();
        assertThat(of("/whoami a")).isEmpty();
        assertThat(of("/frobnicate a")).isEmpty();
        assertThat(of("/invite bob te")).containsExactly("#tea ");
    }

    @Test
    void roomsWithAndWithoutTheirSign() {
        assertThat(of("see #")).containsExactly("#lobby ", "#tea ");
        assertThat(of("/part te")).containsExactly("#tea ");
        assertThat(of("/part #te")).containsExactly("#tea ");
        receive(":srv 322 ada #team 3 :", ":srv 322 ada #lobby 3 :");
        assertThat(of("/join te")).containsExactly("#tea ", "#team ");
        assertThat(of("/join ")).containsExactly("#lobby ", "#tea ", "#team ");
        assertThat(of("/part te")).containsExactly("#tea ");
    }

    @Test
    void theFiltersOfASearch() {
        assertThat(of("/search ")).containsExactly("from:", "in:", "after:", "before:");
        assertThat(of("/search boiler fr")).containsExactly("from:");
        assertThat(of("/search from:bo")).containsExactly("from:Bo ", "from:bob ", "from:bonnie ");
        assertThat(of("/search from:ad")).containsExactly("from:ada ");
        assertThat(of("/search in:te")).containsExactly("in:#tea ");
        assertThat(of("/search in:#l")).containsExactly("in:#lobby ");
        assertThat(of("/search after:t")).containsExactly("after:today ", "after:tuesday ", "after:thursday ");
        assertThat(of("/more before:ye")).containsExactly("before:yesterday ");
        assertThat(of("/search boil")).isEmpty();
    }

    @Test
    void openWindows() {
        List.of("#lobby", "bob")
                .forEach(name -> chat.received(Message.parse(":bob!b@h PRIVMSG " + name + " :hi"))
                        .forEach(windows));
        assertThat(of("/switch ")).contains("#lobby ");
        assertThat(of("/sw lo")).containsExactly("#lobby ");
        assertThat(of("/close bo")).containsExactly("bob ");
    }

    @Test
    void settingsAndTheirValues() {
        assertThat(completion.of("/settings be"))
                .containsExactly(new Suggestion("bell ", "ring the bell for mentions and private messages", ""));
        assertThat(of("/settings bell ")).containsExactly("on ", "off ");
        assertThat(of("/set palette l")).containsExactly("light ");
        settings.set("room.#tea.bell", "off");
        assertThat(of("/settings room")).containsExactly("room.#tea.bell ");
        assertThat(of("/settings room.#tea.bell o")).containsExactly("on ", "off ");
        settings.set("room.bob.ignore", "on");
        assertThat(of("/unignore ")).containsExactly("bob ");
    }

    @Test
    void topicsOfHelp() {
        assertThat(of("/help sea")).containsExactly("search ");
        assertThat(of("/help ke")).containsExactly("keys ");
        assertThat(of("/help /sea")).containsExactly("/search ");
        assertThat(of("/help ")).contains("keys ", "rooms ", "search ");
    }

    @Test
    void theParametersThatFollow() {
        assertThat(Commands.hint("/kick ")).isEqualTo("NAME [REASON]");
        assertThat(Commands.hint("/ki bob ")).isEqualTo("[REASON]");
        assertThat(Commands.hint("/kick bob for ")).isEmpty();
        assertThat(Commands.hint("/settings ")).isEqualTo("[KEY [VALUE]]");
        assertThat(Commands.hint("/settings bell ")).isEqualTo("[VALUE]");
        assertThat(Commands.hint("/kick b")).isEmpty();
        assertThat(Commands.hint("/kick")).isEmpty();
        assertThat(Commands.hint("/n ")).isEmpty();
        assertThat(Commands.hint("//kick ")).isEmpty();
        assertThat(Commands.hint("kick ")).isEmpty();
        assertThat(Commands.hint("/whoami ")).isEmpty();
    }

    @Test
    void namesThatActOnATerminalAreNotSuggested() {
        receive(
                ":srv 353 ada = #lobby :evil\u001B[2J evil\u202Eve evie",
                ":srv 366 ada #lobby :End",
                ":srv 322 ada #evil\u001B]0;x 3 :",
                ":srv 322 ada #every 3 :");
        assertThat(of("ev")).containsExactly("evie: ");
        assertThat(of("/join ev")).containsExactly("#every ");
    }

    @Test
    void allEmojiAreSuggested() {
        assertThat(Emoji.beginningWith(":"))
                .hasSizeGreaterThan(300)
                .allSatisfy(
                        (name, emoji) -> assertThat(of("see " + name)).as(name).contains(emoji + " "));
    }

    @Test
    void emoji() {
        assertThat(completion.of("well done :tad")).containsExactly(new Suggestion("🎉 ", ":tada:", ""));
        assertThat(of(":smi")).contains("😄 ", "😃 ");
        assertThat(of(":")).isEmpty();
        assertThat(of(":-")).isEmpty();
        assertThat(of("see :D")).isEmpty();
        assertThat(of("/react thumbsu")).containsExactly("👍 ");
        assertThat(of("/react bo")).startsWith("Bo ", "bob ");
        assertThat(of("/react bob :thumbsu")).containsExactly("👍 ");
    }

    private List<String> of(String line) {
        return completion.of(line).stream().map(Suggestion::text).toList();
    }

    private void receive(String... lines) {
        for (String line : lines) {
            chat.received(Message.parse(line)).forEach(recent);
        }
    }
}
