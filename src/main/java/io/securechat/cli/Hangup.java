package io.securechat.cli;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SIGHUP, which asks a server to read its files again. The same signal comes when the terminal of the server is closed; then
 * it ends, as it would without this. Windows has no such signal.
 */
final class Hangup {
    private static final Path TERMINAL = Path.of("/dev/tty");

    private Hangup() {}

    /** From now on {@code reload} is run on each signal, on a thread of its own. */
    static void handle(Runnable reload) {
        boolean hadTerminal = hasTerminal();
        Runnable action = () -> {
            if (hadTerminal && !hasTerminal()) {
                System.exit(0);
            }
            reload.run();
        };
        try {
            register(action);
        } catch (ReflectiveOperationException e) {
            // The system, or the JDK, does not know the signal: there is nothing to handle.
        }
    }

    /** By reflection, for the compiler warns of these classes and nothing can tell it not to. */
    private static void register(Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object proxy =
                Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                    action.run();
                    return null;
                });
        Object hangup = signal.getConstructor(String.class).newInstance("HUP");
        signal.getMethod("handle", signal, handler).invoke(null, hangup, proxy);
    }

    /** A terminal that has been closed cannot be opened any more. */
    private static boolean hasTerminal() {
        try {
            Files.newInputStream(TERMINAL).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
