package io.securechat.server.chat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Measurements of the chat.
 *
 * @param users users present
 * @param rooms rooms that exist
 * @param unregistered sessions that have not registered yet
 * @param refused connections refused since the start, because there were too many
 * @param delays lines delayed by a rate limit since the start
 * @param delayed the sum of these delays
 */
public record ChatFigures(int users, int rooms, int unregistered, long refused, long delays, Duration delayed) {
    /** Reads the measurements on the thread {@code chat}. */
    public static CompletableFuture<ChatFigures> of(Chat chat) {
        return CompletableFuture.supplyAsync(
                () -> new ChatFigures(
                        chat.people().all().size(),
                        chat.rooms().all().size(),
                        chat.sessions().unregistered(),
                        chat.sessions().refused(),
                        chat.turns().delays(),
                        chat.turns().delayed()),
                chat.executor());
    }
}
