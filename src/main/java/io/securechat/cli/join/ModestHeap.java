package io.securechat.cli.join;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.securechat.Threads;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the memory of a client modest. By default the JVM takes for a program what the computer has: it starts with a 64th of
 * its memory, and lets garbage fill it and more before it collects any.
 */
final class ModestHeap {
    /** Bytes that the heap may take without a look for garbage. */
    private static final long LIMIT = 40L << 20;

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    /** Time in which the client starts, or has ended again. */
    private static final long MILLIS_OF_START = 3000;

    private final long begin = System.nanoTime();
    private long needed;

    private ModestHeap() {}

    /** Gives back the memory of the start soon, and watches the heap from then on. */
    static void keep() {
        ModestHeap heap = new ModestHeap();
        Threads.daemon("heap", heap::run).start();
    }

    private void run() {
        try {
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
            HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            if (jvm != null) {
                set(jvm, "MinHeapFreeRatio", "20"); // of the heap after a collection; the rest is given back
                set(jvm, "MaxHeapFreeRatio", "50");
            }
            while (true) {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
                if (taken() > Math.max(LIMIT, 2 * needed)) {
                    collect();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the bytes that the heap takes. During the start, the JVM has reserved more than it has used. */
    private long taken() {
        Runtime runtime = Runtime.getRuntime();
        boolean starting = System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(MILLIS_OF_START);
        return runtime.totalMemory() - (starting ? runtime.freeMemory() : 0);
    }

    private void collect() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        needed = runtime.totalMemory() - runtime.freeMemory();
    }

    private static void set(HotSpotDiagnosticMXBean jvm, String name, String value) {
        try {
            jvm.setVMOption(name, value);
        } catch (IllegalArgumentException e) {
            // this JVM has no such option
        }
    }
}
