package io.securechat.cli;

import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.Version;
import io.securechat.cli.completion.Completion;
import io.securechat.cli.configuration.ConfigOption;
import io.securechat.cli.configuration.Configuration;
import io.securechat.cli.configuration.Configured;
import io.securechat.cli.configuration.OptionNames;
import io.securechat.cli.gencert.command.Gencert;
import io.securechat.cli.gencert.command.GencertCa;
import io.securechat.cli.gencert.command.GencertCsr;
import io.securechat.cli.gencert.command.GencertPkcs12;
import io.securechat.cli.gencert.command.GencertRenew;
import io.securechat.cli.gencert.command.GencertRevoke;
import io.securechat.cli.gencert.command.GencertServer;
import io.securechat.cli.gencert.command.GencertShow;
import io.securechat.cli.gencert.command.GencertSign;
import io.securechat.cli.gencert.command.GencertUser;
import io.securechat.cli.gencert.command.GencertUsers;
import io.securechat.cli.join.Join;
import io.securechat.cli.manual.Manual;
import io.securechat.cli.serve.Serve;
import io.securechat.cli.serve.command.ServeBlock;
import io.securechat.cli.serve.command.ServeConfig;
import io.securechat.cli.serve.command.ServeLog;
import io.securechat.cli.serve.command.ServeStatus;
import io.securechat.cli.serve.journal.ServeAccounts;
import io.securechat.cli.serve.journal.ServeAccountsMove;
import io.securechat.cli.serve.journal.ServeBackup;
import io.securechat.cli.serve.journal.ServeCheck;
import io.securechat.cli.serve.journal.ServeErase;
import io.securechat.cli.serve.journal.ServeExport;
import io.securechat.cli.serve.journal.ServeReindex;
import io.securechat.cli.serve.journal.ServeRestore;
import io.securechat.cli.serve.journal.ServeSalvage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The tree of commands. Its root has the options that all of them share. Only the chosen command is created, so that only its classes
 * are loaded.
 */
public final class CommandTree {
    /** All commands, in the order in which they claim a setting's name without a command in front. */
    private static final List<String> PATHS = List.of(
            "serve",
            "join",
            "gencert",
            "completion",
            "manual",
            "serve.backup",
            "serve.block",
            "serve.erase",
            "serve.export",
            "serve.reindex",
            "serve.check",
            "serve.salvage",
            "serve.restore",
            "serve.status",
            "serve.log",
            "serve.config",
            "serve.accounts",
            "serve.accounts.move",
            "gencert.ca",
            "gencert.server",
            "gencert.user",
            "gencert.users",
            "gencert.renew",
            "gencert.revoke",
            "gencert.show",
            "gencert.p12",
            "gencert.csr",
            "gencert.sign");

    private final CommandLine root = new CommandLine(new Root()).setCommandName(Problem.program());
    private CommandLine chosen = root;
    private String path = "";

    /** Chooses the command that the first arguments name. */
    public CommandTree(List<String> arguments) {
        for (String word : arguments) {
            String longer = path.isEmpty() ? word : path + "." + word;
            Object command = command(longer);
            if (command == null) {
                break;
            }
            CommandLine next = new CommandLine(specification(longer, command));
            chosen.addSubcommand(next);
            chosen = next;
            path = longer;
        }
    }

    private static @Nullable Object command(String path) {
        return switch (path) {
            case "serve" -> new Serve();
            case "serve.backup" -> new ServeBackup();
            case "serve.block" -> new ServeBlock();
            case "serve.erase" -> new ServeErase();
            case "serve.export" -> new ServeExport();
            case "serve.reindex" -> new ServeReindex();
            case "serve.check" -> new ServeCheck();
            case "serve.salvage" -> new ServeSalvage();
            case "serve.restore" -> new ServeRestore();
            case "serve.status" -> new ServeStatus();
            case "serve.config" -> new ServeConfig();
            case "serve.log" -> new ServeLog();
            case "serve.accounts" -> new ServeAccounts();
            case "serve.accounts.move" -> new ServeAccountsMove();
            case "join" -> new Join();
            case "completion" -> new Completion(CommandTree::all);
            case "manual" -> new Manual(CommandTree::all);
            case "gencert" -> new Gencert();
            case "gencert.ca" -> new GencertCa();
            case "gencert.server" -> new GencertServer();
            case "gencert.user" -> new GencertUser();
            case "gencert.users" -> new GencertUsers();
            case "gencert.renew" -> new GencertRenew();
            case "gencert.revoke" -> new GencertRevoke();
            case "gencert.show" -> new GencertShow();
            case "gencert.p12" -> new GencertPkcs12();
            case "gencert.csr" -> new GencertCsr();
            case "gencert.sign" -> new GencertSign();
            default -> null;
        };
    }

    /** Returns the options of a command; those of {@code serve} share its configuration file. */
    private static CommandSpec specification(String path, Object command) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        if (path.startsWith("serve")) {
            spec.addMixin("configuration", CommandSpec.forAnnotatedObject(new ConfigOption()));
        }
        return spec;
    }

    /** Returns the options of the chosen command. */
    public OptionNames.Command chosen() {
        return OptionNames.Command.of(path, chosen.getCommandSpec());
    }

    /** Hands the configuration to the chosen command, if it uses it. */
    void configure(Configuration configuration, Supplier<?> again) {
        if (command() instanceof Configured command) {
            command.configure(configuration, again);
        }
    }

    /** Returns the chosen command. */
    Object command() {
        return chosen.getCommandSpec().userObject();
    }

    /** Returns the exit code of the chosen command for wrong arguments. */
    int wrongUsage() {
        return chosen.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Returns the number of arguments that name the chosen command. */
    int depth() {
        return path.isEmpty() ? 0 : path.split("\\.").length;
    }

    /** Returns the parser. */
    CommandLine root() {
        return root;
    }

    /** Returns the words that choose a command, such as {@code serve export}; empty for the root. */
    static String words(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        return spec.qualifiedName(" ").substring(spec.root().name().length()).strip();
    }

    /** Returns whether a command has subcommands. */
    static boolean hasSubcommands(CommandLine command) {
        String words = words(command);
        return words.isEmpty() || PATHS.stream().anyMatch(path -> path.startsWith(words + "."));
    }

    /** Returns the commands that mistyped words may stand for, also if the first word is missing. */
    static List<String> nearest(String typed) {
        List<String> all = PATHS.stream().map(path -> path.replace('.', ' ')).toList();
        int last = typed.lastIndexOf(' ') + 1;
        List<String> beside = all.stream()
                .filter(words -> words.startsWith(typed.substring(0, last)))
                .map(words -> words.substring(last))
                .filter(word -> word.indexOf(' ') < 0)
                .toList();
        List<String> near = Nearest.all(typed.substring(last), beside);
        return near.isEmpty()
                ? all.stream().filter(words -> words.endsWith(" " + typed)).toList()
                : near.stream().map(word -> typed.substring(0, last) + word).toList();
    }

    /** Returns the option names of all commands, which loads all of them. */
    public static OptionNames allOptions() {
        return new OptionNames(PATHS.stream().map(CommandTree::options).toList());
    }

    /** Returns a parser with all commands, which loads all of them. */
    static CommandLine all() {
        Map<String, CommandLine> commands = new HashMap<>();
        CommandLine root = new CommandLine(new Root()).setCommandName("securechat");
        for (String path : PATHS) {
            CommandLine command = new CommandLine(specification(path));
            int dot = path.lastIndexOf('.');
            (dot < 0 ? root : commands.getOrDefault(path.substring(0, dot), root)).addSubcommand(command);
            commands.put(path, command);
        }
        return root;
    }

    private static CommandSpec specification(String path) {
        return specification(path, Objects.requireNonNull(command(path)));
    }

    private static OptionNames.Command options(String path) {
        return OptionNames.Command.of(path, specification(path));
    }

    /** The root. The commands inherit its options and the layout of its help. */
    @Command(
            versionProvider = VersionProvider.class,
            scope = ScopeType.INHERIT,
            sortOptions = false,
            usageHelpAutoWidth = true,
            abbreviateSynopsis = true,
            synopsisHeading = "%nUsage: ",
            descriptionHeading = "%n",
            parameterListHeading = "%nArguments:%n",
            optionListHeading = "%nOptions:%n")
    @SuppressWarnings("UnusedVariable") // picocli reads the options
    private static final class Root {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                scope = ScopeType.INHERIT,
                description = "Show this help and exit")
        private boolean help;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                scope = ScopeType.INHERIT,
                description = "Show the version and exit")
        private boolean version;
    }

    /** The version for {@code --version} of each command. */
    private static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.text()};
        }
    }
}
