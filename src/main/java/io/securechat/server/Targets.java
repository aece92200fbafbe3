package io.securechat.server;

import io.securechat.irc.Numeric;
import java.util.List;
import java.util.function.Consumer;

/** The names in a list such as {@code ada,bob}, one command for each. */
final class Targets {
    /** Names in a list: {@code TARGMAX}. */
    static final int MAX = 4;

    private Targets() {}

    /**
     * The names of a list.
     *
     * @throws Refusal with 407 if they are too many
     */
    static List<String> of(String list) {
        List<String> targets = List.of(list.split(","));
        if (targets.size() > MAX) {
            throw new Refusal(Numeric.ERR_TOOMANYTARGETS, list);
        }
        return targets;
    }

    /** Does something for each name of a list; one that is refused does not keep the others from it. */
    static void forEach(String list, Reply reply, Consumer<String> action) {
        for (String target : of(list)) {
            reply.attempt(() -> action.accept(target));
        }
    }
}
