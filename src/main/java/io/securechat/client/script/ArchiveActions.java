package io.securechat.client.script;

import io.securechat.client.event.Utterance.Origin;
import io.securechat.irc.Message;
import io.securechat.irc.MessageReference;
import io.securechat.irc.ServerTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands that print messages of the past. */
final class ArchiveActions {
    private static final int DEFAULT_LIMIT = 50;

    private ArchiveActions() {}

    static void history(Script script, Call call) {
        if (!script.features().history()) {
            script.end(call, Script.unsupported("history"));
            return;
        }
        String limit = Integer.toString(call.number("limit", DEFAULT_LIMIT));
        String before = point(call.text("before"));
        String after = point(call.text("after"));
        String place = call.target();
        Message question;
        if (!before.isEmpty() && !after.isEmpty()) {
            question = Message.of("CHATHISTORY", "BETWEEN", place, after, before, limit);
        } else if (!before.isEmpty()) {
            question = Message.of("CHATHISTORY", "BEFORE", place, before, limit);
        } else if (!after.isEmpty()) {
            question = Message.of("CHATHISTORY", "AFTER", place, after, limit);
        } else {
            question = Message.of("CHATHISTORY", "LATEST", place, "*", limit);
        }
        script.fetch(call, question, Origin.PAST);
    }

    /** Returns the point of a history as CHATHISTORY takes it; empty for none. */
    private static String point(String text) {
        Instant time = ServerTime.parse(text);
        return text.isEmpty() ? "" : time == null ? MessageReference.of(text) : MessageReference.of(time);
    }

    static void search(Script script, Call call) {
        if (!script.features().search()) {
            script.end(call, Script.unsupported("search"));
            return;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : List.of("text", "from", "before", "after")) {
            if (call.has(name)) {
                attributes.put(name, call.text(name));
            }
        }
        if (call.has("room") || call.has("to")) {
            attributes.put("in", call.target());
        }
        attributes.put("limit", Integer.toString(call.number("limit", DEFAULT_LIMIT)));
        script.fetch(call, Message.of("SEARCH", Message.tagSection(attributes)), Origin.FOUND);
    }
}
