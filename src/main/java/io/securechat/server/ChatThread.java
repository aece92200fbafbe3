package io.securechat.server;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/**
 * The one thread of a chat. It works in turns: what its tasks have for the event loops is handed over when nothing more waits to
 * be done, so that a loop is woken once for all of it and can send it together.
 */
final class ChatThread extends SingleThreadEventExecutor {
    /** Tasks of a turn, at most: nobody waits longer for what the first of them has said. */
    private static final int TURN = 256;

    private final Runnable endOfTurn;

    /** @param endOfTurn is run at the end of each turn */
    ChatThread(Runnable endOfTurn) {
        super(null, new DefaultThreadFactory("chat", true), true);
        this.endOfTurn = endOfTurn;
    }

    @Override
    protected void run() {
        do {
            int tasks = 0;
            for (Runnable task = takeTask(); task != null; task = tasks < TURN ? pollTask() : null) {
                Safely.run(task);
                tasks++;
            }
            updateLastExecutionTime();
            Safely.run(endOfTurn);
        } while (!confirmShutdown());
        Safely.run(endOfTurn);
    }
}
