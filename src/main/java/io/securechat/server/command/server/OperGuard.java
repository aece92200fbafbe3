package io.securechat.server.command.server;

import io.securechat.server.connection.Peer;
import io.securechat.server.limit.TokenBucket;
import io.securechat.server.session.Person;
import io.securechat.server.settings.NamePolicy;
import io.securechat.server.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A rate limiter for wrong passwords of OPER: {@value #GUESSES} from a person or {@value #GUESSES_OF_ADDRESS} from an
 * address, and then one in two minutes. Beyond that no password is checked. Owned by the thread {@code chat}.
 */
final class OperGuard {
    static final int GUESSES = 5;
    static final int GUESSES_OF_ADDRESS = 4 * GUESSES;

    /** The delay of the answer to a wrong password. */
    static final Duration PENALTY = Duration.ofSeconds(1);

    private static final Duration SPAN = Duration.ofMinutes(10);

    /** The limit of persons and addresses; those with the latest guesses are kept. */
    private static final int MAX_GUESSERS = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, TokenBucket> guessers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MAX_GUESSERS;
        }
    };

    /** @param nanoTime a monotonic clock, such as {@link System#nanoTime} */
    OperGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns whether a password from this peer is checked. */
    boolean admits(Peer peer, NamePolicy names) {
        return buckets(peer, names).stream().allMatch(bucket -> bucket.delay().isZero());
    }

    /** Counts a wrong password. */
    void wrong(Peer peer, NamePolicy names) {
        buckets(peer, names).forEach(bucket -> bucket.take(1));
    }

    private List<TokenBucket> buckets(Peer peer, NamePolicy names) {
        return List.of(
                bucket("person " + Person.key(peer, names), GUESSES),
                bucket("address " + peer.network(), GUESSES_OF_ADDRESS));
    }

    private TokenBucket bucket(String who, int guesses) {
        return guessers.computeIfAbsent(who, none -> new TokenBucket(new Settings.Rate(guesses, SPAN), nanoTime));
    }
}
