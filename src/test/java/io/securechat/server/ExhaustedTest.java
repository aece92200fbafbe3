package io.securechat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.Fatal;
import io.securechat.Program;
import io.securechat.history.Forwarding;
import io.securechat.history.Party;
import io.securechat.history.store.Journals;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TlsProperties;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that runs out of memory ends instead of working partially; it runs in a process of its own. */
class ExhaustedTest {
    /** A journal that runs out of memory on the thread {@code chat}. */
    private static final class Exhausting extends Forwarding {
        Exhausting() {
            super(Journals.open("memory:"));
        }

        @Override
        public void welcome(Party account) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    /** A client with an account registers, and waits for an answer that never arrives. */
    public static void main(String[] args) throws Exception {
        TlsProperties.set();
        try (TestServer server = new TestServer(new TestSettings().build(), new Exhausting());
                TestClient ada = server.connect(TestCertificates.client(TestServer.CA, "ada"))) {
            ada.register("ada");
        }
    }

    @Test
    void processEndsWithAMessageAndAStatus(@TempDir Path directory) throws Exception {
        try (Program process = Program.java(directory, ExhaustedTest.class)) {
            assertThat(process.exitCode()).as(process.toString()).isEqualTo(Fatal.STATUS);
            assertThat(process.errors().get(0)).startsWith("error: out of memory: ");
            assertThat(process.errors().get(1)).startsWith("hint: restart it");
        }
    }
}
