package io.securechat.server.connection;

import io.securechat.tls.report.HandshakeOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The number of handshakes by their outcome. Thread-safe. */
public final class HandshakeCounts {
    private final Map<HandshakeOutcome, LongAdder> counts = new EnumMap<>(HandshakeOutcome.class);

    public HandshakeCounts() {
        for (HandshakeOutcome outcome : HandshakeOutcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    public void count(HandshakeOutcome outcome) {
        counts.getOrDefault(outcome, new LongAdder()).increment();
    }

    /** Returns the number of each outcome. */
    public Map<HandshakeOutcome, Long> snapshot() {
        Map<HandshakeOutcome, Long> numbers = new EnumMap<>(HandshakeOutcome.class);
        counts.forEach((outcome, count) -> numbers.put(outcome, count.sum()));
        return numbers;
    }
}
