package io.securechat.client.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypingNoticesTest {
    private final List<String> sent = new ArrayList<>();
    private long now = Long.MAX_VALUE; // the clock overflows
    private final TypingNotices notices = new TypingNotices(notice -> sent.add(notice.toString()), () -> now);

    @Test
    void oneNoticeIsSentForManyKeys() {
        notices.writing("#lobby", "h");
        notices.writing("#lobby", "he");
        now += TypingNotices.INTERVAL - 1;
        notices.writing("#lobby", "hel");
        assertThat(sent).containsExactly("@+typing=active TAGMSG #lobby");
        now++;
        notices.writing("#lobby", "hell");
        assertThat(sent).hasSize(2).last().isEqualTo("@+typing=active TAGMSG #lobby");
    }

    @Test
    void aTextThatIsClearedIsDone() {
        notices.writing("#lobby", "h");
        notices.writing("#lobby", "");
        notices.writing("#lobby", "");
        notices.writing("bob", "x");
        notices.writing("#tea", "x");
        assertThat(sent)
                .containsExactly(
                        "@+typing=active TAGMSG #lobby",
                        "@+typing=done TAGMSG #lobby",
                        "@+typing=active TAGMSG bob",
                        "@+typing=done TAGMSG bob",
                        "@+typing=active TAGMSG #tea");
    }

    @Test
    void aMessageEndsWriting() {
        notices.writing("#lobby", "hi");
        notices.sent("#LOBBY");
        notices.writing("#lobby", "");
        assertThat(sent).hasSize(1);
        notices.writing("#lobby", "a");
        notices.connectionLost();
        notices.writing("#lobby", "");
        assertThat(sent).hasSize(2);
    }

    @Test
    void commandsAreNotWriting() {
        notices.writing("#lobby", "/msg bob psst");
        notices.writing("#lobby", " ");
        assertThat(sent).isEmpty();
    }
}
