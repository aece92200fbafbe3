package io.securechat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Fatal;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.tls.TestCertificates;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose memory is exhausted ends, instead of going on by half; in a process of its own. */
class ExhaustedTest {
    /** A journal for whose answer there is no memory, so that the error comes up on the chat's thread. */
    private static final class Exhausting extends Forwarding {
        Exhausting() {
            super(Journal.open("memory:"));
        }

        @Override
        public void welcome(Party account) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    /** Somebody with an account registers, and waits for an answer that never comes. */
    public static void main(String[] args) throws Exception {
        try (TestServer server = new TestServer(new TestSettings().build(), new Exhausting());
                TestClient ada = server.connect(TestCertificates.client(TestServer.CA, "ada"))) {
            ada.register("ada");
        }
    }

    @Test
    @Timeout(60)
    void theProcessEndsWithASentenceAndAStatusForTheSupervisor() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExhaustedTest.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(Fatal.STATUS);
        assertThat(said).startsWith("error: out of memory: ").contains("hint: restart it");
    }
}
