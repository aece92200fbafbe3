package io.securechat.server.command;

import io.securechat.irc.Names;
import io.securechat.irc.Numeric;
import io.securechat.server.session.Reply;
import io.securechat.server.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lists of names such as {@code ada,bob}, each of which is a target of the command. */
public final class TargetList {
    /** Maximum number of names: {@code TARGMAX}. */
    public static final int MAX = 4;

    private TargetList() {}

    /**
     * Splits a list; a name that is repeated in any spelling counts once.
     *
     * @throws Refusal with 407 if there are more than {@value #MAX} names
     */
    public static List<String> of(String list) {
        List<String> targets = distinct(list.split(",", -1));
        if (targets.size() > MAX) {
            throw new Refusal(Numeric.ERR_TOOMANYTARGETS, list);
        }
        return targets;
    }

    /** Removes repeated names from any number of them. */
    public static List<String> distinct(String... targets) {
        Map<String, String> distinct = new LinkedHashMap<>();
        for (String target : targets) {
            distinct.putIfAbsent(Names.fold(target), target);
        }
        return List.copyOf(distinct.values());
    }

    /** Runs an action for each name of a list; a refusal is answered and does not stop the others. */
    public static void forEach(String list, Reply reply, Consumer<String> action) {
        for (String target : of(list)) {
            reply.attempt(() -> action.accept(target));
        }
    }
}
