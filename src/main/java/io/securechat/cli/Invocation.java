package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.cli.configuration.Configuration;
import io.securechat.cli.configuration.Locations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParameterException;

/** A command line together with what its configuration adds. */
final class Invocation {
    private final CommandTree tree;
    private final Configuration configuration;
    private final List<String> words;

    /** @throws Problem if the configuration is invalid */
    Invocation(CommandTree tree, List<String> arguments, Map<String, String> environment) {
        this.tree = tree;
        List<String> named = arguments.subList(0, tree.depth());
        List<String> given = arguments.subList(tree.depth(), arguments.size());
        configuration =
                Configuration.of(tree.chosen(), given, environment, Locations.ofSystem(), CommandTree::allOptions);
        words = new ArrayList<>(named);
        words.addAll(configuration.arguments());
        words.addAll(configuration.given());
        tree.root().setExpandAtFiles(false);
        tree.configure(
                configuration, () -> new Invocation(new CommandTree(arguments), arguments, environment).parsed());
    }

    Configuration configuration() {
        return configuration;
    }

    /** Returns all words for the parser. */
    String[] words() {
        return words.toArray(String[]::new);
    }

    private Object parsed() {
        try {
            tree.root().parseArgs(words());
            return tree.command();
        } catch (ParameterException e) {
            throw configuration.named(WrongUsage.problem(e));
        }
    }
}
