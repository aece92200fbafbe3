package io.securechat.bench;

import java.util.List;
import java.util.Locale;

/** The scenarios that can be measured. */
enum Scenario {
    FANOUT,
    LATENCY,
    HANDSHAKE,
    IDLE,
    SLOW,
    GROWTH;

    /** Returns the numbers of clients to measure with. */
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

    /** Returns whether a scenario includes a server; growth is measured for securechat only. */
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

    /** The name in options and results. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
