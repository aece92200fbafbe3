package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Version;
import io.securechat.tls.TlsProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Chooses the command, so that only the chosen one is loaded, and prints what went wrong. */
public final class Main {
    static final int FAILURE = 1;
    static final int USAGE = 2;

    private static final String HELP = """
            Group chat on the console where your certificate is who you are.

            Usage: java -jar securechat.jar COMMAND [OPTION...]

              gencert   makes certificates and keys
              serve     runs the server
              join      joins a chat from this terminal

            COMMAND --help tells the options of a command; --version the version.
            In a hurry: "serve --dev" in one terminal, "join" in others, in the same folder.
            """;

    private Main() {}

    public static void main(String[] args) {
        StandardStreams.secure();
        TlsProperties.set();
        int status = Undecodable.in(args, System.getenv())
                .map(problem -> complain(problem, USAGE))
                .orElseGet(() -> run(args));
        System.exit(status);
    }

    /** Runs a command line to its end and returns the exit code: 0, 1 for a failure, 2 for wrong usage. */
    static int run(String... args) {
        return run(System.getenv(), args);
    }

    static int run(Map<String, String> environment, String... args) {
        try {
            List<String> arguments = ArgumentFiles.expand(args);
            String name = arguments.isEmpty() ? "--help" : arguments.get(0);
            return switch (name) {
                case "--help", "-h", "help" -> print(HELP);
                case "--version", "-V", "version" -> print(Version.text() + System.lineSeparator());
                default -> {
                    Callable<Integer> command = command(name);
                    if (command == null) {
                        throw new Problem("there is no command '" + name + "'", Problem.command("--help"));
                    }
                    yield run(name, command, arguments.subList(1, arguments.size()), environment);
                }
            };
        } catch (Problem problem) {
            return complain(problem, USAGE);
        } catch (Throwable failure) {
            return complain(problem(failure), FAILURE);
        }
    }

    private static @Nullable Callable<Integer> command(String name) {
        return switch (name) {
            case "gencert" -> new Gencert();
            case "serve" -> new Serve();
            case "join" -> new Join();
            default -> null;
        };
    }

    private static int run(
            String name, Callable<Integer> command, List<String> arguments, Map<String, String> environment) {
        CommandLine line = new CommandLine(command);
        CommandLine chosen = line;
        List<String> all = new ArrayList<>();
        List<String> rest = arguments;
        String path = name;
        Callable<Integer> subcommand = rest.isEmpty() ? null : subcommand(command, rest.get(0));
        if (subcommand != null) {
            chosen = new CommandLine(subcommand);
            line.addSubcommand(chosen);
            path = name + "." + rest.get(0);
            all.add(rest.get(0));
            rest = rest.subList(1, rest.size());
        }
        Configuration configuration =
                Configuration.of(path, chosen.getCommandSpec(), rest, environment, Configuration.FILE);
        configuration.warnings().forEach(warning -> System.err.println("warning: " + safe(warning)));
        all.addAll(configuration.arguments());
        all.addAll(rest);
        return line.setExpandAtFiles(false)
                .setParameterExceptionHandler((e, rejected) -> complain(usageProblem(e), USAGE, configuration))
                .setExecutionExceptionHandler((e, failed, parsed) -> complain(problem(e), FAILURE, configuration))
                .execute(all.toArray(String[]::new));
    }

    private static @Nullable Callable<Integer> subcommand(Object command, String name) {
        return command instanceof Gencert
                ? Gencert.subcommand(name)
                : command instanceof Serve ? Serve.subcommand(name) : null;
    }

    private static Problem usageProblem(ParameterException e) {
        String hint = Problem.command(e.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help");
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            hint = "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "? " + hint;
        }
        return e instanceof UsageException usage ? usage.problem() : new Problem(sentence(e), hint, e);
    }

    private static String sentence(ParameterException e) {
        Object command = e.getCommandLine().getCommand();
        return e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption()
                        && (command instanceof Gencert || command instanceof Serve)
                ? "there is no command '" + e.getCommandLine().getCommandName() + " "
                        + unmatched.getUnmatched().get(0) + "'"
                : firstLine(e);
    }

    /**
     * What to say of any failure. What goes wrong while a class is initialised, or on another thread, comes wrapped.
     */
    private static Problem problem(Throwable failure) {
        Throwable e = failure;
        while ((e instanceof ExceptionInInitializerError
                        || e instanceof CompletionException
                        || e instanceof ExecutionException)
                && e.getCause() != null) {
            e = e.getCause();
        }
        if (e instanceof Problem problem) {
            return problem;
        } else if (e instanceof OutOfMemoryError) {
            return new Problem("there is not enough memory for that", "allow it more: java -Xmx512m -jar …", e);
        }
        String what = e instanceof IOException || e instanceof UncheckedIOException ? firstLine(e) : e.toString();
        return new Problem(what, "if this looks like a fault of securechat, report it with what you typed", e);
    }

    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private static int complain(Problem problem, int exitCode, Configuration configuration) {
        String message = configuration.named(String.valueOf(problem.getMessage()));
        return complain(new Problem(message, problem.hint()), exitCode);
    }

    private static int complain(Problem problem, int exitCode) {
        System.err.println("error: " + safe(problem.getMessage()));
        System.err.println("hint: " + safe(problem.hint()));
        return exitCode;
    }

    /** What is quoted may come from a script or the network. */
    private static String safe(@Nullable String text) {
        return SafeText.printable(String.valueOf(text));
    }

    private static int print(String text) {
        System.out.print(text);
        System.out.flush();
        return 0;
    }

    /** What {@code --version} of each command prints. */
    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.text()};
        }
    }
}
