package io.securechat.server.chat;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.securechat.server.limit.Safely;

/**
 * The thread {@code chat}, which owns the state of the server. It works in turns: messages are handed over to the event
 * loops when no task is left, so that each loop is woken once and sends them together.
 */
final class ChatThread extends SingleThreadEventExecutor {
    /** The limit of tasks in a turn, which bounds the delay of a message. */
    private static final int TURN = 256;

    private final Runnable endOfTurn;

    /** @param endOfTurn runs at the end of each turn */
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
