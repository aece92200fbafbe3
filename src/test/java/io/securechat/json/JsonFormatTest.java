package io.securechat.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.event.Event;
import io.securechat.client.script.Field;
import io.securechat.client.script.ScriptCommand;
import io.securechat.client.script.ScriptCommands;
import io.securechat.client.view.JsonRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that the JSON Schema is true for all events and commands, and docs/JSON.md for the schema; or writes the page. */
class JsonFormatTest {
    private static final Path PAGE = Path.of("docs/JSON.md");
    private static final String UPDATE = "WRITE_DOCS=1 mvn test -Dtest=JsonFormatTest";

    private final JsonSchema schema = schema();

    static JsonSchema schema() {
        try (InputStream in = Event.class.getResourceAsStream("/io/securechat/json-schema.json")) {
            return JsonSchema.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyEventFitsTheSchema() throws Exception {
        Set<String> types = new TreeSet<>();
        JsonRenderer renderer = new JsonRenderer();
        for (Event event : EventSamples.all()) {
            String line = renderer.render(event);
            if (!line.isEmpty()) {
                String type = String.valueOf(JsonTree.object(line).get("type"));
                types.add(type);
                assertThat(schema.check("event-" + type, line)).as(line).isEmpty();
                assertThat(schema.check("event", line)).as(line).isEmpty();
            }
        }
        assertThat(types).isEqualTo(new TreeSet<>(schema.definitions("event-").keySet()));
    }

    @Test
    void everyCommandIsInTheSchemaAsItIsRead() {
        Map<String, Object> commands = schema.definitions("command-");
        assertThat(commands.keySet())
                .containsExactlyElementsOf(
                        ScriptCommands.ALL.stream().map(ScriptCommand::name).toList());
        for (ScriptCommand command : ScriptCommands.ALL) {
            Map<String, Object> object = JsonSchema.map(commands.get(command.name()));
            Map<String, Object> properties = JsonSchema.map(object.get("properties"));
            assertThat(object.get("description")).isEqualTo(command.help());
            assertThat(properties.keySet().stream().skip(3))
                    .as(command.name())
                    .containsExactlyElementsOf(
                            command.fields().stream().map(Field::name).toList());
            assertThat(((List<?>) object.get("required")).stream().skip(1).map(Object::toString))
                    .as(command.name())
                    .containsExactlyElementsOf(command.fields().stream()
                            .filter(Field::required)
                            .map(Field::name)
                            .toList());
        }
    }

    @Test
    void thePageListsAllCommandsAndEvents() throws IOException {
        String page = Files.readString(PAGE);
        if (System.getenv("WRITE_DOCS") != null) {
            Files.writeString(PAGE, withTables(page));
        }
        assertThat(PAGE).as("tables out of date, run: %s", UPDATE).hasContent(withTables(page));
    }

    private String withTables(String page) {
        return page.substring(0, page.indexOf("\n## Commands\n"))
                + "\n## Commands\n\nFields in parentheses may be omitted.\n"
                + table("command", "command-", 3)
                + "\n## Events\n\nFields in parentheses are not in all events of the type.\n"
                + table("type", "event-", 3);
    }

    private String table(String heading, String beginning, int common) {
        return schema.definitions(beginning).entrySet().stream()
                .map(entry -> row(entry.getKey(), JsonSchema.map(entry.getValue()), common))
                .collect(Collectors.joining("", "\n| " + heading + " | fields | |\n|---|---|---|\n", ""));
    }

    private static String row(String name, Map<String, Object> object, int common) {
        List<?> required = (List<?>) object.get("required");
        String fields = JsonSchema.map(object.get("properties")).keySet().stream()
                .skip(common)
                .map(field -> required.contains(field) ? "`" + field + "`" : "(`" + field + "`)")
                .collect(Collectors.joining(" "));
        return "| `" + name + "` | " + fields + " | " + object.get("description") + " |\n";
    }
}
