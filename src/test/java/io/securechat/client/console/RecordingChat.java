package io.securechat.client.console;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A chat that records what a console passes on. */
class RecordingChat implements Chat {
    final BlockingQueue<String> typed = new LinkedBlockingQueue<>();
    final BlockingQueue<String> writing = new LinkedBlockingQueue<>();

    /** Waits for the next typed text; returns {@code (left)} when the user leaves. */
    final String nextTyped() throws InterruptedException {
        return String.valueOf(typed.poll(60, TimeUnit.SECONDS));
    }

    @Override
    public boolean typed(String text) {
        return typed.add(text);
    }

    @Override
    public Verdict check(String text) {
        return Verdict.GO;
    }

    @Override
    public List<Suggestion> complete(String line) {
        return List.of();
    }

    @Override
    public void writing(String text) {
        writing.add(text);
    }

    @Override
    public String hint(String line) {
        return line.equals("/kick ") ? "NAME [REASON]" : "";
    }

    @Override
    public void leave() {
        typed.add("(left)");
    }
}
