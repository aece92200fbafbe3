package io.securechat.cli.serve.journal;

/** Numbers of things in words. */
final class Counted {
    private Counted() {}

    /** Returns a number with its noun, such as {@code 2 messages}. */
    static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
