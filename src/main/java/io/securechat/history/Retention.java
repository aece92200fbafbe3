package io.securechat.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long entries are kept; the oldest go first.
 *
 * @param age entries that are older go, null for none
 * @param bytes when the journal takes more, the oldest go until it does not; 0 for any size
 */
public record Retention(@Nullable Duration age, long bytes) {
    /** Everything stays. */
    public static final Retention FOREVER = new Retention(null, 0);
}
