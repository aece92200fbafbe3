package io.securechat.tls;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** The program openssl, an independent implementation. Tests that need it are skipped if it is missing, except in CI. */
public final class OpensslCommand {
    private OpensslCommand() {}

    /** Runs it without input and returns its output. */
    public static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("openssl", ".txt");
        try {
            Process process = start(command, output);
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return fail("openssl did not come to an end: " + Files.readString(output));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    private static Process start(List<String> command, Path output) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            if (System.getenv("CI") != null) {
                return fail("openssl is not installed", e);
            }
            throw new TestAbortedException("openssl is not installed", e);
        }
    }
}
