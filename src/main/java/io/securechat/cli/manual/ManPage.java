package io.securechat.cli.manual;

import io.securechat.Version;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page of a command in the language of man(7). Picocli's own generator writes AsciiDoc, and the converter for that is larger
 * than securechat.
 */
final class ManPage {
    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    ManPage(CommandLine command) {
        spec = command.getCommandSpec();
    }

    /** Returns the name of the page, such as {@code securechat-serve-export}. */
    String name() {
        return spec.qualifiedName("-");
    }

    String text() {
        String title = name().toUpperCase(Locale.ROOT);
        page.setLength(0);
        macro(".TH \"" + escaped(title) + "\" 1 \"\" \"" + escaped(Version.text()) + "\" \"User Commands\"");
        section("Name");
        String purpose = String.join(" ", spec.usageMessage().header()).replaceFirst("\\.$", "");
        text(name() + " \\- " + escaped(purpose.isEmpty() ? "group chat in the terminal" : lower(purpose)));
        section("Synopsis");
        Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
        help.synopsis(0).lines().forEach(line -> {
            text("\\fB" + escaped(line.strip()) + "\\fP");
            macro(".br");
        });
        if (spec.usageMessage().description().length > 0) {
            section("Description");
            paragraphs(spec.usageMessage().description());
        }
        commands();
        arguments("Arguments", spec.positionalParameters());
        List<OptionSpec> grouped = spec.argGroups().stream()
                .flatMap(group -> group.allOptionsNested().stream())
                .toList();
        arguments(
                "Options",
                spec.options().stream()
                        .filter(option -> !grouped.contains(option))
                        .toList());
        for (ArgGroupSpec group : spec.argGroups()) {
            arguments(
                    lines(String.valueOf(group.heading())).strip().replaceFirst("[,:].*", ""),
                    group.allOptionsNested());
        }
        seeAlso();
        return page.toString();
    }

    private void commands() {
        List<CommandLine> visible = spec.subcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .toList();
        if (!visible.isEmpty()) {
            section("Commands");
            for (CommandLine command : visible) {
                macro(".TP");
                text("\\fB" + escaped(command.getCommandName()) + "\\fP");
                text(escaped(
                        String.join(" ", command.getCommandSpec().usageMessage().header())));
            }
        }
    }

    private void arguments(String title, List<? extends ArgSpec> all) {
        List<? extends ArgSpec> visible =
                all.stream().filter(argument -> !argument.hidden()).toList();
        if (!visible.isEmpty()) {
            section(title);
            for (ArgSpec argument : visible) {
                macro(".TP");
                text(form(argument));
                text(escaped(description(argument)));
            }
        }
    }

    private static String form(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return "\\fI" + escaped(argument.paramLabel()) + "\\fP";
        }
        String value = option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fP";
        Stream<String> negated =
                option.negatable() ? Stream.of("--no-" + option.longestName().substring(2)) : Stream.of();
        return Stream.concat(Stream.of(option.names()), negated)
                .map(name -> "\\fB" + escaped(name) + "\\fP" + value)
                .collect(Collectors.joining(", "));
    }

    private static String description(ArgSpec argument) {
        String usual = String.valueOf(argument.defaultValueString(true));
        return lines(String.join(" ", argument.description())).replace("${DEFAULT-VALUE}", usual);
    }

    /** Writes text as paragraphs. Indented lines stay as they are. */
    private void paragraphs(String... description) {
        boolean table = false;
        for (String line : lines(String.join("%n", description)).split("\n", -1)) {
            if (line.startsWith("  ") != table) {
                table = !table;
                macro(table ? ".RS\n.nf" : ".fi\n.RE");
            }
            if (line.isBlank()) {
                macro(".PP");
            } else {
                text(escaped(line.strip()));
            }
        }
        if (table) {
            macro(".fi\n.RE");
        }
    }

    private void seeAlso() {
        CommandLine parent = spec.parent() == null ? null : spec.parent().commandLine();
        Stream<CommandSpec> above = parent == null ? Stream.of() : Stream.of(parent.getCommandSpec());
        Stream<CommandSpec> below = spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden());
        String pages = Stream.concat(above, below)
                .map(command -> "\\fB" + escaped(command.qualifiedName("-")) + "\\fP(1)")
                .collect(Collectors.joining(", "));
        if (!pages.isEmpty()) {
            section("See also");
            text(pages);
        }
    }

    private void section(String title) {
        macro(".SH \"" + escaped(title.toUpperCase(Locale.ROOT)) + "\"");
    }

    private void macro(String line) {
        page.append(line).append('\n');
    }

    /** Writes a line of text, which must not look like a macro. */
    private void text(String line) {
        page.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(line)
                .append('\n');
    }

    /** Replaces picocli's codes for a line break and a percent sign. */
    private static String lines(String text) {
        return text.replace("%n", "\n").replace("%%", "%");
    }

    private static String lower(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
