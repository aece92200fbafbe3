package io.securechat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Catches the standard output and the standard error of each test. */
public final class Printed implements BeforeEachCallback, AfterEachCallback {
    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setOut(usualOut);
        System.setErr(usualErr);
    }

    /** The standard output since the last {@link #clear}. */
    public String out() {
        return out.toString(UTF_8);
    }

    /** The standard error since the last {@link #clear}. */
    public String err() {
        return err.toString(UTF_8);
    }

    /** Forgets what was printed so far. */
    public void clear() {
        out.reset();
        err.reset();
    }
}
