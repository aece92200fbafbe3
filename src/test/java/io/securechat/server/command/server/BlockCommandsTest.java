package io.securechat.server.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.history.store.Journals;
import io.securechat.server.Script;
import io.securechat.server.TestClient;
import io.securechat.server.TestServer;
import io.securechat.server.TestSettings;
import io.securechat.server.block.BlockFile;
import io.securechat.server.block.BlockList;
import io.securechat.server.block.Blocks;
import io.securechat.server.session.SessionTest;
import io.securechat.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KLINE, UNKLINE and STATS k. Olga is an operator. */
class BlockCommandsTest {
    private static final String GREETING = "olga connects as olga\nolga> MODE olga\nolga< …\n";

    @Test
    void operatorBlocksAnAccountAndLiftsIt() throws Exception {
        Script.play(GREETING + """
                ada connects as ada
                phone connects as ada
                olga> KLINE 7d Ada :stolen laptop
                ada< :test.server 465 ada :You are blocked on this server until {end}: stolen laptop
                ada< ERROR :Closing link: ada (You are blocked on this server until {end}: stolen laptop)
                ada<
                phone< … 465 …
                phone< ERROR …
                phone<
                olga< … QUIT :You are blocked on this server until {end}: stolen laptop
                olga< :test.server NOTICE olga :*** blocked account ada until {end} by olga: stolen laptop
                ada opens as ada
                ada< … 465 …
                ada< ERROR …
                ada<
                olga> STATS k
                olga< :test.server 216 olga K ada * olga :until {end}: stolen laptop
                olga< :test.server 219 olga k :End of STATS report
                olga> UNKLINE ada
                olga< :test.server NOTICE olga :*** no longer blocked, by olga: account ada
                olga> UNKLINE ada
                olga< :test.server FAIL UNKLINE NOT_BLOCKED ada :It is not blocked; see STATS k
                olga> STATS k
                olga< :test.server 219 olga k :End of STATS report
                """);
    }

    @Test
    void othersMayNeitherBlockNorSeeBlocks() throws Exception {
        Script.play("""
                ada connects as ada
                ada> KLINE bob
                ada< :test.server 481 ada :Permission denied: you are not an IRC operator
                ada> UNKLINE bob
                ada< :test.server 481 ada :Permission denied: you are not an IRC operator
                ada> STATS k
                ada< :test.server 481 ada :Permission denied: you are not an IRC operator
                """);
    }

    @Test
    void badTargetsAreRefused() throws Exception {
        Script.play(GREETING + """
                guest connects
                olga> KLINE *!*@*
                olga< :test.server FAIL KLINE INVALID_TARGET *!*@* :use the name in a certificate…
                olga> KLINE 0.0.0.0/0
                olga< :test.server FAIL KLINE INVALID_TARGET 0.0.0.0/0 :use …
                olga> KLINE 1.5h mallory
                olga< :test.server FAIL KLINE INVALID_DURATION 1.5h :Use a number with …
                olga> KLINE olga
                olga< :test.server FAIL KLINE CANNOT_BLOCK olga :That would block yourself
                olga> KLINE 127.0.0.0/8
                olga< :test.server FAIL KLINE CANNOT_BLOCK 127.0.0.0/8 :That would block yourself
                olga> KLINE guest
                olga< :test.server FAIL KLINE CANNOT_BLOCK guest :A guest's name is free for others; block the…
                olga> KLINE
                olga< :test.server 461 olga KLINE :Not enough parameters
                olga> KLINE 0::1
                olga< :test.server NOTICE olga :*** blocked address ::1 by olga
                olga> STATS k
                olga< :test.server 216 olga K 0::1 * olga :until it is lifted
                olga< :test.server 219 olga k :End of STATS report
                """);
    }

    @Test
    void blocksAreInTheFile(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("chat.db-blocks");
        BlockFile file = new BlockFile(path, Clock.systemUTC());
        Blocks blocks = new Blocks(file, Clock.systemUTC());
        try (TestServer server = new TestServer(new TestSettings().build(), Journals.open("memory:"), blocks);
                TestClient olga = server.connect(TestCertificates.client(TestServer.CA, "olga"))) {
            olga.register("olga");
            olga.send("KLINE ada :stolen laptop");
            SessionTest.skipTo(olga, "*** blocked account ada by olga: stolen laptop");
            assertThat(Files.readString(path)).containsPattern("account ada forever \\S+ olga stolen laptop\n");
            Files.delete(path);
            Files.createDirectories(path.resolve("in the way"));
            olga.send("KLINE bob");
            SessionTest.skipTo(olga, "FAIL KLINE CANNOT_BLOCK bob :cannot read the blocks in ");
            assertThat(blocks.list()).isNotEqualTo(BlockList.EMPTY);
        }
    }
}
