package io.securechat.client.script;

import io.securechat.JsonLine;
import io.securechat.Problem;
import io.securechat.SafeText;
import java.util.Map;

/** One command of a program, with the values of its fields. */
final class Call {
    private static final String COMMAND = "command";
    private static final String ID = "id";
    private static final String VERSION = "v";

    /** Characters of an id. */
    private static final int MAX_ID = 200;

    private final Map<String, Object> fields;
    private final String room;

    private Call(Map<String, Object> fields, String room) {
        this.fields = fields;
        this.room = room;
    }

    /**
     * Reads a command, which is not checked yet.
     *
     * @param room the room of a command that names none, or empty
     * @throws Problem if the line is not a JSON object
     */
    static Call of(String line, String room) {
        try {
            return new Call(JsonLine.read(line), room);
        } catch (IllegalArgumentException e) {
            throw new Problem(String.valueOf(e.getMessage()), "write {\"command\":\"say\",\"text\":\"hello\"}", e);
        }
    }

    /** The program's identifier of the command, or empty. */
    String id() {
        return fields.get(ID) instanceof String id && id.length() <= MAX_ID ? id : "";
    }

    /**
     * Finds the command, and checks its fields.
     *
     * @throws Problem if there is none, or a field is missing, unknown or invalid
     */
    ScriptCommand command() {
        if (fields.getOrDefault(VERSION, 1) instanceof Integer version && version != 1) {
            throw new Problem("version " + version + " of the format is not supported", "use \"v\":1");
        }
        Object id = fields.get(ID);
        if (id != null && !(id instanceof String text && text.length() <= MAX_ID)) {
            throw new Problem("the \"id\" of the command is not a string of up to " + MAX_ID + " characters", "");
        }
        if (!(fields.get(COMMAND) instanceof String name)) {
            throw new Problem("the object has no \"command\"", ScriptCommands.hint());
        }
        ScriptCommand command = ScriptCommands.find(name)
                .orElseThrow(
                        () -> new Problem("there is no command \"" + SafeText.of(name) + "\"", ScriptCommands.hint()));
        check(command);
        return command;
    }

    private void check(ScriptCommand command) {
        for (Field field : command.fields()) {
            Object value = fields.get(field.name());
            if (value != null) {
                field.check(value);
            } else if (field.required()) {
                throw new Problem("the command " + command.name() + " needs \"" + field.name() + "\"", "");
            }
        }
        for (String name : fields.keySet()) {
            if (!name.equals(COMMAND)
                    && !name.equals(ID)
                    && !name.equals(VERSION)
                    && command.fields().stream().noneMatch(field -> field.name().equals(name))) {
                throw new Problem("the command " + command.name() + " has no \"" + SafeText.of(name) + "\"", "");
            }
        }
        if (has("room") && has("to")) {
            throw new Problem("the command " + command.name() + " has both \"room\" and \"to\"", "omit one of them");
        }
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Returns the value of a field, or the empty string. */
    String text(String field) {
        return String.valueOf(fields.getOrDefault(field, ""));
    }

    int number(String field, int otherwise) {
        return fields.get(field) instanceof Integer number ? number : otherwise;
    }

    /**
     * Returns the room of the command.
     *
     * @throws Problem if there is none
     */
    String room() {
        String named = has("room") ? text("room") : room;
        if (named.isEmpty()) {
            throw new Problem("there is no room to send to", "name one: \"room\":\"#tea\"");
        }
        return named;
    }

    /**
     * Returns the user or the room that the command is for.
     *
     * @throws Problem if there is none
     */
    String target() {
        return has("to") ? text("to") : room();
    }
}
