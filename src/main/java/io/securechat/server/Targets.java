package io.securechat.server;

import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The names in a list such as {@code ada,bob}, one command for each. */
final class Targets {
    /** Names in a list: {@code TARGMAX}. */
    static final int MAX = 4;

    private Targets() {}

    /**
     * The names of a list, each once, in whatever spelling it is repeated.
     *
     * @throws Refusal with 407 if more than {@value #MAX} are left
     */
    static List<String> of(String list) {
        List<String> targets = distinct(list.split(",", -1));
        if (targets.size() > MAX) {
            throw new Refusal(Numeric.ERR_TOOMANYTARGETS, list);
        }
        return targets;
    }

    /** The same for any number of names. */
    static List<String> distinct(String... targets) {
        Map<String, String> distinct = new LinkedHashMap<>();
        for (String target : targets) {
            distinct.putIfAbsent(Names.fold(target), target);
        }
        return List.copyOf(distinct.values());
    }

    /** Does something for each name of a list; one that is refused does not keep the others from it. */
    static void forEach(String list, Reply reply, Consumer<String> action) {
        for (String target : of(list)) {
            reply.attempt(() -> action.accept(target));
        }
    }
}
