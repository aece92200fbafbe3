package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.securechat.Problem;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.conversation.Room;
import io.securechat.client.conversation.Rooms;
import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.client.event.RoomEvent;
import io.securechat.irc.Message;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A hostile server: its lines must neither break the client nor fill its memory. */
class HostileServerTest {
    private final Conversation chat = new Conversation("srv", Clock.systemUTC());
    private final List<Event> seen = new ArrayList<>();

    @Test
    void aRefusalThatSaysNothingIsOneAllTheSame() {
        chat.registered("ada", "ada");
        hear(":srv 449");
        hear(":srv 449 ada");
        hear(":srv 449 ada #lobby :Not here");
        assertThat(seen.stream().map(event -> ((Notice.Failed) event).text()))
                .containsExactly("", "ada", "#lobby: Not here");
    }

    @Test
    void namesWithoutEndDoNotFillTheMemory() {
        chat.registered("ada", "ada");
        hear(":ada!u@h JOIN #lobby");
        int lines = Room.Crowd.MAX_MEMBERS / 100 + 50;
        for (int i = 0; i < lines; i++) {
            int first = i * 100;
            hear(":srv 353 ada = #lobby :"
                    + IntStream.range(first, first + 100).mapToObj(n -> "n" + n).collect(Collectors.joining(" ")));
        }
        hear(":srv 366 ada #lobby :End");
        assertThat(chat.members("#lobby")).hasSize(Room.Crowd.MAX_MEMBERS);
        assertThat(seen.get(0))
                .isInstanceOfSatisfying(
                        RoomEvent.Entered.class,
                        entered -> assertThat(entered.complete()).isFalse());
        hear(":ada!u@h JOIN #tea");
        hear(":bob!u@h JOIN #tea");
        assertThat(chat.members("#tea")).isEmpty();
        hear(":ada!u@h PART #lobby");
        hear(":bob!u@h JOIN #tea");
        assertThat(chat.members("#tea")).hasSize(1);
    }

    @Test
    void aServerThatPutsTheUserIntoMoreRoomsThanThereAreIsLeft() {
        chat.registered("ada", "ada");
        for (int i = 0; i < Rooms.MAX_ROOMS; i++) {
            hear(":ada!u@h JOIN #" + i);
        }
        hear(":ada!u@h JOIN #0");
        assertThatCode(() -> hear(":ada!u@h JOIN #more")).isInstanceOf(Problem.class);
    }

    @Test
    void listsOfNamesThatNeverEndDoNotFillTheMemory() {
        chat.registered("ada", "ada");
        for (int i = 0; i < 2 * Room.Crowd.MAX_MEMBERS; i++) {
            hear(":srv 353 ada = #" + i + " :bob");
        }
        hear(":srv 353 ada = #tea :bob");
        hear(":srv 366 ada #tea :End");
        assertThat(((RoomEvent.Members) seen.get(0)).members()).hasSize(1);
    }

    @Test
    void aRoomWhoseNamesNeverComeIsARoomAllTheSame() {
        chat.registered("ada", "ada");
        hear(":ada!u@h JOIN #lobby");
        assertThat(chat.room()).isEmpty();
        assertThat(chat.overdue("#lobby")).hasSize(1).first().isInstanceOf(RoomEvent.Entered.class);
        assertThat(chat.room()).contains("#lobby");
        assertThat(chat.overdue("#lobby")).isEmpty();
    }

    private void hear(String line) {
        seen.addAll(chat.received(Message.parse(line)));
    }
}
