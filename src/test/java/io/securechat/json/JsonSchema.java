package io.securechat.json;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checker for the part of JSON Schema that ours uses; fails on any other. It is stricter than the standard: a format is checked, and
 * an object has no property that its schema does not name.
 */
public final class JsonSchema {
    private static final Pattern REFERENCE = Pattern.compile("#/\\$defs/(.+)");

    private final Map<String, Object> root;

    private JsonSchema(Map<String, Object> root) {
        this.root = root;
    }

    public static JsonSchema of(String json) throws IOException {
        return new JsonSchema(JsonTree.object(json));
    }

    /** Returns the definitions whose names begin like this, without that beginning. */
    public Map<String, Object> definitions(String beginning) {
        Map<String, Object> found = new LinkedHashMap<>();
        map(root.get("$defs")).forEach((name, schema) -> {
            if (name.startsWith(beginning)) {
                found.put(name.substring(beginning.length()), schema);
            }
        });
        return found;
    }

    /** Returns what is wrong with a line; nothing if it is valid. */
    public List<String> check(String definition, String line) throws IOException {
        List<String> problems = new ArrayList<>();
        check(map(map(root.get("$defs")).get(definition)), JsonTree.object(line), "", problems);
        return problems;
    }

    private void check(Map<String, Object> schema, Object value, String where, List<String> problems) {
        if (!hasType(schema.get("type"), value)) {
            problems.add(where + " " + value + " is not of type " + schema.get("type"));
            return;
        }
        schema.forEach((keyword, rule) -> {
            boolean valid = switch (keyword) {
                case "description", "type" -> true;
                case "$ref" -> {
                    check(resolve(rule), value, where, problems);
                    yield true;
                }
                case "const" -> rule.equals(value);
                case "enum" -> ((List<?>) rule).contains(value);
                case "pattern" ->
                    Pattern.compile((String) rule).matcher((String) value).find();
                case "format" -> rule.equals("date-time") && isTime((String) value);
                case "maxLength" -> ((String) value).codePoints().count() <= (Integer) rule;
                case "minimum" -> (Integer) value >= (Integer) rule;
                case "maximum" -> (Integer) value <= (Integer) rule;
                case "required" -> map(value).keySet().containsAll((List<?>) rule);
                case "not" -> !isValid(rule, value);
                case "oneOf" ->
                    ((List<?>) rule).stream().filter(one -> isValid(one, value)).count() == 1;
                case "items" -> {
                    ((List<?>) value).forEach(one -> check(map(rule), one, where + "[]", problems));
                    yield true;
                }
                case "properties" -> {
                    map(value).forEach((name, one) -> {
                        if (map(rule).containsKey(name)) {
                            check(map(map(rule).get(name)), one, where + "." + name, problems);
                        } else {
                            problems.add(where + "." + name + " is not in the schema");
                        }
                    });
                    yield true;
                }
                case "additionalProperties" -> true; // by "properties"
                default -> throw new IllegalStateException("unknown keyword " + keyword);
            };
            if (!valid) {
                problems.add(where + " " + value + " does not fit " + keyword + " " + rule);
            }
        });
    }

    private static boolean hasType(Object type, Object value) {
        return switch (String.valueOf(type)) {
            case "null" -> true; // any
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer;
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }

    private boolean isValid(Object schema, Object value) {
        List<String> problems = new ArrayList<>();
        check(map(schema), value, "", problems);
        return problems.isEmpty();
    }

    private Map<String, Object> resolve(Object reference) {
        Matcher path = REFERENCE.matcher((String) reference);
        if (!path.matches()) {
            throw new IllegalStateException("unknown reference " + reference);
        }
        return map(map(root.get("$defs")).get(path.group(1)));
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
