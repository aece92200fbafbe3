package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
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
        System.exit(run(args));
    }

    /** Runs a command line to its end and returns the exit code: 0, 1 for a failure, 2 for wrong usage. */
    static int run(String... args) {
        String name = args.length == 0 ? "--help" : args[0];
        return switch (name) {
            case "--help", "-h", "help" -> print(HELP);
            case "--version", "-V", "version" -> print(Version.text() + System.lineSeparator());
            default -> {
                Callable<Integer> command = command(name);
                if (command == null) {
                    yield complain(new Problem("there is no command '" + name + "'", Problem.command("--help")), USAGE);
                }
                yield run(command, args);
            }
        };
    }

    private static @Nullable Callable<Integer> command(String name) {
        return switch (name) {
            case "gencert" -> new Gencert();
            case "serve" -> new Serve();
            case "join" -> new Join();
            default -> null;
        };
    }

    private static int run(Callable<Integer> command, String... args) {
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        CommandLine line = new CommandLine(command);
        Callable<Integer> subcommand = rest.length > 0 ? subcommand(command, rest[0]) : null;
        if (subcommand != null) {
            line.addSubcommand(subcommand);
        }
        return line.setDefaultValueProvider(new Defaults(System.getenv(), Path.of("securechat.properties")))
                .setParameterExceptionHandler((e, rejected) -> complain(usageProblem(e), USAGE))
                .setExecutionExceptionHandler((e, failed, parsed) -> complain(problem(e), FAILURE))
                .execute(rest);
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

    private static Problem problem(Exception e) {
        if (e instanceof Problem problem) {
            return problem;
        }
        String what = e instanceof IOException || e instanceof UncheckedIOException ? firstLine(e) : e.toString();
        return new Problem(what, "if this looks like a fault of securechat, run it with -v and report it", e);
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private static int complain(Problem problem, int exitCode) {
        System.err.println("error: " + safe(problem.getMessage()));
        System.err.println("hint: " + safe(problem.hint()));
        return exitCode;
    }

    /** What is quoted may come from a script or the network. */
    private static String safe(@Nullable String text) {
        return String.valueOf(text).replaceAll(Logging.UNSAFE, "?");
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
