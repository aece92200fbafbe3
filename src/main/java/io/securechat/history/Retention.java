package io.securechat.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits for the entries of a journal; the oldest are deleted first.
 *
 * @param age delete entries older than this; null to keep entries of any age
 * @param bytes delete the oldest entries while the journal is larger than this; 0 for no limit
 */
public record Retention(@Nullable Duration age, long bytes) {
    /** Keeps everything. */
    public static final Retention FOREVER = new Retention(null, 0);
}
