package io.securechat.bench;

import java.util.List;
import java.util.Locale;

/** What can be measured. */
enum Scenario {
    FANOUT,
    LATENCY,
    HANDSHAKE,
    IDLE,
    SLOW,
    GROWTH;

    /** The numbers of clients to measure with, unless somebody wants others. */
    List<Integer> sizes(Plan plan, List<Integer> wanted) {
        if (this == HANDSHAKE) {
            return List.of(plan.inFlight());
        }
        if (!wanted.isEmpty()) {
            return wanted;
        }
        return switch (this) {
            case FANOUT -> List.of(100, 1000);
            case IDLE -> List.of(1000);
            case GROWTH -> List.of(10, 100, 1000, 5000, 10_000);
            default -> List.of(100);
        };
    }

    /** Whether a server is measured: how it grows is of interest only where it does. */
    boolean isFor(Contender contender) {
        return this != GROWTH || contender == Contender.SECURECHAT;
    }

    Figures run(Measurement measurement, int clients) {
        return switch (this) {
            case FANOUT -> measurement.fanout(clients);
            case LATENCY -> measurement.latency(clients);
            case HANDSHAKE -> measurement.handshake(clients);
            case IDLE -> measurement.idle(clients);
            case SLOW -> measurement.slow(clients);
            case GROWTH -> measurement.growth(clients);
        };
    }

    /** Its name in options and results. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
