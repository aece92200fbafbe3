package io.securechat.server.room;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.Place;
import io.securechat.server.mode.ChannelMode;
import io.securechat.server.mode.Mask;
import io.securechat.server.mode.MaskLists;
import io.securechat.server.mode.Status;
import io.securechat.server.session.User;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Permissions to speak in a room. */
class RoomTest {
    private final Room room =
            new Room("#lab", Place.room("#lab"), false, Instant.EPOCH, 0, new RoomAudience(1000, List.of()));
    private final User member = new User("bob", "b", "host", "Bob", Instant.EPOCH);
    private final User outsider = new User("eve", "e", "host", "Eve", Instant.EPOCH);

    RoomTest() {
        room.add(member);
    }

    @Test
    void outsidersSpeakUnlessItIsForMembers() {
        assertThat(room.maySpeak(member)).isTrue();
        assertThat(room.maySpeak(outsider)).isTrue();
        room.modes().set(ChannelMode.NO_EXTERNAL, true);
        assertThat(room.maySpeak(member)).isTrue();
        assertThat(room.maySpeak(outsider)).isFalse();
    }

    @Test
    void whereItIsModeratedOneNeedsAVoice() {
        room.modes().set(ChannelMode.MODERATED, true);
        assertThat(room.maySpeak(member)).isFalse();
        assertThat(room.maySpeak(outsider)).isFalse();
        room.status(member, Status.VOICE, true);
        assertThat(room.maySpeak(member)).isTrue();
        room.status(member, Status.VOICE, false);
        room.status(member, Status.OPERATOR, true);
        assertThat(room.maySpeak(member)).isTrue();
    }

    @Test
    void whoIsBannedIsSilentWithoutAVoice() {
        list(ChannelMode.BAN, "bob");
        assertThat(room.maySpeak(member)).isFalse();
        assertThat(room.modes().masks().isBanned(member.source(), member.account()))
                .isTrue();
        room.status(member, Status.VOICE, true);
        assertThat(room.maySpeak(member)).isTrue();
    }

    @Test
    void aMuteLetsInButNotSpeak() {
        list(ChannelMode.BAN, "m:BOB");
        assertThat(room.maySpeak(member)).isFalse();
        assertThat(room.modes().masks().isBanned(member.source(), member.account()))
                .isFalse();
        assertThat(room.maySpeak(outsider)).isTrue();
        list(ChannelMode.EXCEPTION, "m:*@host");
        assertThat(room.maySpeak(member)).isTrue();
    }

    @Test
    void anExceptionLetsInAndOneOfMutesDoesNot() {
        list(ChannelMode.BAN, "*");
        list(ChannelMode.EXCEPTION, "m:bob");
        assertThat(room.modes().masks().isBanned(member.source(), member.account()))
                .isTrue();
        list(ChannelMode.EXCEPTION, "bob");
        assertThat(room.modes().masks().isBanned(member.source(), member.account()))
                .isFalse();
        assertThat(room.maySpeak(member)).isTrue();
        assertThat(room.modes().masks().isBanned(outsider.source(), outsider.account()))
                .isTrue();
    }

    @Test
    void nobodySendsCtcpWhereThatIsOff() {
        room.status(member, Status.OPERATOR, true);
        assertThat(room.mayCtcp(member)).isTrue();
        room.modes().set(ChannelMode.NO_CTCP, true);
        assertThat(room.mayCtcp(member)).isFalse();
        assertThat(room.maySpeak(member)).isTrue();
    }

    private void list(ChannelMode list, String typed) {
        Mask mask = requireNonNull(Mask.of(typed));
        room.modes().masks().add(list, new MaskLists.Listed(mask, "ada", Instant.EPOCH));
    }
}
