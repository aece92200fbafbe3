package io.securechat.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the running JVM for what nobody can write into a jar's manifest, by diagnostic commands, which are those of {@code jcmd}.
 * They have a public way, too, by JMX, which takes 0.2 s and 10 MB; the manifest opens the JDK's package for this shorter one.
 * All of it is for speed and memory: a JVM that does not know a command, or does not let us, works as before.
 */
final class HotSpot {
    private static final Logger LOG = LoggerFactory.getLogger(HotSpot.class);

    private static final String PACKAGE = "com.sun.management.internal.";

    /**
     * The server is busy in the kernel and in BoringSSL. The optimising compiler, C2, makes its own code hardly faster, but takes
     * most of a core for half a minute, and 20 MB; the quick one, C1, is done in a moment. The JDK's code, with
     * cryptography in it, is left to both.
     */
    private static final String QUICK_COMPILER_ONLY = """
            [{
              match: ["io/securechat/*.*", "io/netty/*.*", "ch/qos/*.*", "org/slf4j/*.*", "org/sqlite/*.*"],
              c2: { Exclude: true }
            }]
            """;

    private @Nullable Object commands;
    private @Nullable Method execute;

    /** Finds the commands where there are any. */
    HotSpot() {
        try {
            Class.forName(PACKAGE + "PlatformMBeanProviderImpl"); // loads the native library
            Class<?> implementation = Class.forName(PACKAGE + "DiagnosticCommandImpl");
            Method instance = implementation.getDeclaredMethod("getDiagnosticCommandMBean");
            Method method = implementation.getDeclaredMethod("executeDiagnosticCommand", String.class);
            instance.setAccessible(true);
            method.setAccessible(true);
            commands = instance.invoke(null);
            execute = method;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.debug("this JVM takes no diagnostic commands", e);
        }
    }

    /** Leaves what is compiled from now on to the quick compiler. */
    void compileQuickly() {
        try {
            Path file = Files.createTempFile("securechat-directives", ".json");
            try {
                Files.writeString(file, QUICK_COMPILER_ONLY);
                command("Compiler.directives_add \"" + file + "\"");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.debug("the compiler could not be told", e);
        }
    }

    /** Has the C library give back the memory that it does not need any more. */
    void trim() {
        command("System.trim_native_heap");
    }

    private void command(String line) {
        if (execute == null) {
            return;
        }
        try {
            LOG.debug("{}: {}", line, execute.invoke(commands, line));
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.debug("this JVM does not know {}", line, e);
        }
    }
}
