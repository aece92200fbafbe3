package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Fatal;
import io.securechat.Program;
import io.securechat.history.Forwarding;
import io.securechat.history.Journal;
import io.securechat.history.Party;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TlsProperties;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        TlsProperties.set();
        try (TestServer server = new TestServer(new TestSettings().build(), new Exhausting());
                TestClient ada = server.connect(TestCertificates.client(TestServer.CA, "ada"))) {
            ada.register("ada");
        }
    }

    @Test
    void theProcessEndsWithASentenceAndAStatusForTheSupervisor(@TempDir Path directory) throws Exception {
        try (Program process = Program.java(directory, ExhaustedTest.class)) {
            assertThat(process.exitCode()).as(process.toString()).isEqualTo(Fatal.STATUS);
            assertThat(process.errors().get(0)).startsWith("error: out of memory: ");
            assertThat(process.errors().get(1)).startsWith("hint: restart it");
        }
    }
}
