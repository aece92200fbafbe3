package io.securechat.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.cli.CommandTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** Tests that the configuration file in the packages has every option of {@code serve}, or writes it. */
class ServeConfTest {
    private static final Path FILE = Path.of("src/package/serve.conf");
    private static final String UPDATE = "WRITE_DOCS=1 mvn test -Dtest=ServeConfTest";
    private static final int WIDTH = 98;

    /** The values in the packages, where they are not the default ones. */
    private static final Map<String, String> SET = Map.of(
            "cert", "/etc/securechat/server.crt",
            "trust-ca", "/etc/securechat/ca.crt",
            "journal", "sqlite:/var/lib/securechat/securechat.db");

    private static final List<String> HEAD = List.of(
            "Configuration of the server, for \"securechat serve\": a line OPTION = VALUE for each option.",
            "",
            "Lines that begin with # are comments; the options in such lines show their default values. Switches take true "
                    + "or false. Values of a list are separated by commas, or have a line each. A backslash is written "
                    + "\\\\. Relative paths start from the folder of this file. Environment variables such as "
                    + "SECURECHAT_SERVE_PORT override the file, and options of the command line override both.",
            "",
            "\"securechat serve config --check --config FILE\" checks a file, and without --check prints the values in "
                    + "force and where each comes from. A reload (SIGHUP, or an operator's REHASH) reads the file again, and "
                    + "applies the options marked [reload]; it names others whose values have changed: they need a restart.");

    @Test
    void itHasEveryOption() throws IOException {
        if (System.getenv("WRITE_DOCS") != null) {
            Files.writeString(FILE, text());
        }
        assertThat(FILE).as("out of date, run: %s", UPDATE).hasContent(text());
    }

    @Test
    void itIsValid() {
        Configuration configuration = Configuration.of(
                new CommandTree(List.of("serve")).chosen(),
                List.of("--config", FILE.toString()),
                Map.of(),
                Locations.ofSystem(),
                CommandTree::allOptions);

        assertThat(configuration.arguments())
                .containsExactlyInAnyOrderElementsOf(SET.entrySet().stream()
                        .map(set -> "--" + set.getKey() + "=" + set.getValue())
                        .toList());
    }

    private static String text() {
        return HEAD.stream().map(ServeConfTest::comment).collect(Collectors.joining())
                + new CommandTree(List.of("serve"))
                        .chosen().options().stream()
                                .filter(option -> !option.longestName().equals(Locations.OPTION))
                                .map(ServeConfTest::entry)
                                .collect(Collectors.joining());
    }

    /** Returns the description of an option, and a line that sets it or shows its default value. */
    private static String entry(OptionSpec option) {
        String key = OptionNames.keyOf(option);
        String usual = OptionValue.usual(option);
        String description = String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", usual)
                .replaceAll("--(?=[a-z])", "");
        String shown = usual.isEmpty() ? option.paramLabel() : usual;
        String line = SET.containsKey(key) ? key + " = " + SET.get(key) : "#" + key + " = " + shown;
        return "\n" + comment(description + (OptionValue.isLive(option) ? " [reload]" : "")) + line + "\n";
    }

    private static String comment(String text) {
        return text.isEmpty() ? "#\n" : text.replaceAll("(.{1," + WIDTH + "})(?: |$)", "# $1\n");
    }
}
