package io.securechat.server.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void targetsAreNamesFingerprintsAndNetworks() {
        assertThat(target("Ada")).isEqualTo("account ada");
        String digits = "0123456789abcdef".repeat(4);
        assertThat(target(digits)).isEqualTo("certificate " + digits);
        assertThat(target("sha256:" + digits.toUpperCase(Locale.ROOT))).isEqualTo("certificate " + digits);
        assertThat(target(digits.replaceAll("..(?=.)", "$0:"))).isEqualTo("certificate " + digits);
        assertThat(target("192.0.2.7")).isEqualTo("address 192.0.2.7");
        assertThat(target("192.0.2.7/24")).isEqualTo("address 192.0.2.0/24");
        assertThat(target("2001:DB8::7/33")).isEqualTo("address 2001:db8::/33");
        assertThat(target("0::1")).isEqualTo("address ::1");
    }

    @Test
    void nothingElseIsATarget() {
        for (String typed : new String[] {
            "",
            "*",
            "*!*@*",
            "0.0.0.0/0",
            "10.0.0.0/7",
            "::/0",
            "1.2.3.4/33",
            "1.2.3",
            "0123456789abcdef",
            "two words",
            "#lab",
            "1.2.3.4/",
            "1.2.3.4/999",
            "010.0.0.1",
            "0::ffff:0:0/90"
        }) {
            assertThat(Target.parse(typed)).as(typed).isEmpty();
        }
    }

    @Test
    void anIpv6AddressThatStandsForAnIpv4AddressIsThatAddress() {
        assertThat(target("0::ffff:10.9.9.9")).isEqualTo("address 10.9.9.9");
        assertThat(target("::ffff:10.9.9.9/104")).isEqualTo("address 10.0.0.0/8");
        assertThat(new BlockList(
                        List.of(Block.of(Target.parse("::ffff:10.9.9.9/104").orElseThrow(), null, NOON, "olga", ""))))
                .isNotNull();
        assertThat(Block.parse("address ::ffff:10.9.9.9 forever 2026-01-31T12:00:00Z -"))
                .isPresent();
    }

    @Test
    void namesOfAllScriptsCountInLowerCase() {
        assertThat(Target.parse("JÜRGEN")).isEqualTo(Target.parse("jürgen"));
        assertThat(Target.parse("ΆΝΝΑ")).contains(Target.account("άννα"));
    }

    @Test
    void durationsHaveUnitsAndAnEnd() {
        assertThat(Block.duration("90")).contains(Duration.ofMinutes(90));
        assertThat(Block.duration("30s")).contains(Duration.ofSeconds(30));
        assertThat(Block.duration("12h")).contains(Duration.ofHours(12));
        assertThat(Block.duration("2w")).contains(Duration.ofDays(14));
        for (String typed : new String[] {"", "0", "0d", "-1", "1y", "1h30m", "4000d", "999999999w", "٣"}) {
            assertThat(Block.duration(typed)).as(typed).isEmpty();
        }
    }

    @Test
    void aLineIsReadAsItWasWritten() {
        Target ada = Target.parse("ada").orElseThrow();
        Block block = Block.of(ada, Duration.ofDays(1), NOON, "olga", " stolen\u001b[2J\nlaptop ");
        assertThat(block.line())
                .isEqualTo("account ada 2026-02-01T12:00:00Z 2026-01-31T12:00:00Z olga stolen\ufffd[2J\ufffdlaptop");
        assertThat(Block.parse(block.line())).contains(block);
        Block plain = Block.of(ada, null, NOON, Block.CONSOLE, "");
        assertThat(plain.line()).isEqualTo("account ada forever 2026-01-31T12:00:00Z -");
        assertThat(Block.parse(plain.line())).contains(plain);
    }

    @Test
    void malformedLinesAreNoBlocks() {
        for (String line : new String[] {
            "ada",
            "account ada forever",
            "certificate ada forever 2026-01-31T12:00:00Z -",
            "account ada soon 2026-01-31T12:00:00Z -",
            "account ada forever yesterday -"
        }) {
            assertThat(Block.parse(line)).as(line).isEmpty();
        }
    }

    private static String target(String typed) {
        return Target.parse(typed).map(Target::toString).orElse("");
    }
}
