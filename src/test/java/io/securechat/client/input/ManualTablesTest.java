package io.securechat.client.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the tables of docs/MANUAL.md match the commands, the pages of {@code /help} and the settings, or writes them. */
class ManualTablesTest {
    private static final Path PAGE = Path.of("docs/MANUAL.md");
    private static final String UPDATE = "WRITE_DOCS=1 mvn test -Dtest=ManualTablesTest";

    /** A table, between its marks. */
    private static final Pattern TABLE = Pattern.compile("(<!-- table of (\\w+) -->\n)[^<]*(<!-- end -->\n)");

    private static final Map<String, Supplier<String>> TABLES = Map.of(
            "commands",
            ManualTablesTest::commands,
            "keys",
            () -> page("keys", "key", term -> term),
            "marks",
            () -> page("marks", "you see", ManualTablesTest::code),
            "settings",
            ManualTablesTest::settings);

    @Test
    void tablesMatchRows() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(TABLE.matcher(page).results().map(table -> table.group(2)))
                .containsExactlyInAnyOrderElementsOf(TABLES.keySet());
        if (System.getenv("WRITE_DOCS") != null) {
            Files.writeString(PAGE, withTables(page));
        }
        assertThat(PAGE).as("tables out of date, run: %s", UPDATE).hasContent(withTables(page));
    }

    private static String withTables(String page) {
        return TABLE.matcher(page).replaceAll(ManualTablesTest::written);
    }

    private static String written(MatchResult table) {
        String rows = Objects.requireNonNull(TABLES.get(table.group(2))).get();
        return Matcher.quoteReplacement(table.group(1) + rows + table.group(3));
    }

    private static String commands() {
        return "| command | what it does |\n|---|---|\n"
                + Commands.groups().entrySet().stream()
                        .flatMap(group -> Stream.concat(
                                Stream.of(row("**" + group.getKey() + "**", "")),
                                group.getValue().stream().map(ManualTablesTest::row)))
                        .collect(Collectors.joining());
    }

    private static String row(Command command) {
        List<String> others =
                command.aliases().stream().map(name -> code("/" + name)).toList();
        return row(
                code(command.form()),
                command.help() + (others.isEmpty() ? "" : " (also " + String.join(", ", others) + ")"));
    }

    /** Returns a page of {@code /help} as a table. */
    private static String page(String topic, String heading, UnaryOperator<String> form) {
        return "| " + heading + " | meaning |\n|---|---|\n"
                + Help.page(topic).orElseThrow().stream()
                        .map(line -> row(form.apply(line.term().strip()), line.text()))
                        .collect(Collectors.joining());
    }

    private static String settings() {
        return "| key | values (default first) | meaning |\n|---|---|---|\n"
                + Setting.ALL.stream()
                        .map(setting -> "| " + code(setting.key()) + (setting.perRoom() ? "\\*" : "") + " | "
                                + values(setting) + " | " + setting.help() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String values(Setting<?> setting) {
        String others = setting.choices().isEmpty()
                ? setting.form().replace(", or " + setting.usual(), "")
                : setting.choices().stream()
                        .filter(choice -> !choice.equals(setting.usual()))
                        .collect(Collectors.joining(", "));
        return setting.usual() + ", " + others;
    }

    private static String row(String term, String text) {
        return "| " + term + " | " + text + " |\n";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
