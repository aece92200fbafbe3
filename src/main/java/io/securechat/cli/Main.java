package io.securechat.cli;

import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.Version;
import io.securechat.cli.configuration.ArgumentFiles;
import io.securechat.cli.configuration.Configuration;
import io.securechat.cli.configuration.Undecodable;
import io.securechat.cli.terminal.StandardStreams;
import io.securechat.cli.terminal.UsageException;
import io.securechat.tls.TlsProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** The program: runs the chosen command, and reports what went wrong. */
public final class Main {
    /** Printed without loading picocli, which takes 0.2 s. */
    private static final String HELP = """
            Group chat in the terminal. Your certificate is your identity.

            Usage: %s COMMAND [OPTIONS]

              gencert     create certificates and keys
              serve       run the server
              join        join a chat from this terminal
              completion  complete commands and options in your shell

            "COMMAND --help" lists the options of a command, "--version" prints the version.
            To try it out, run "serve --dev" in one terminal and "join" in others, in the
            same directory.
            """;

    private Main() {}

    public static void main(String[] args) {
        StandardStreams.secure();
        TlsProperties.set();
        // Some terminals show Unicode's box-drawing characters, but not JLine's replacement for them: the alternate
        // character set.
        System.setProperty(TerminalBuilder.PROP_DISABLE_ALTERNATE_CHARSET, "true");
        int status = Undecodable.in(args, System.getenv())
                .map(problem -> complain(problem, ExitCode.USAGE))
                .orElseGet(() -> run(args));
        System.exit(status);
    }

    /** Runs a command line to its end and returns the exit code: 0, 1 for a failure, 2 for wrong usage. */
    public static int run(String... args) {
        return run(System.getenv(), args);
    }

    public static int run(Map<String, String> environment, String... args) {
        try {
            List<String> arguments = ArgumentFiles.expand(args);
            return switch (arguments.isEmpty() ? "--help" : arguments.get(0)) {
                case "--help", "-h", "help" -> print(HELP.formatted(Problem.program()));
                case "--version", "-V", "version" -> print(Version.text() + System.lineSeparator());
                default -> execute(arguments, environment);
            };
        } catch (Problem problem) {
            return complain(problem, ExitCode.USAGE);
        } catch (Throwable failure) {
            return complain(problem(failure), ExitCode.SOFTWARE);
        }
    }

    private static int print(String text) {
        System.out.print(text);
        System.out.flush();
        return ExitCode.OK;
    }

    private static int execute(List<String> arguments, Map<String, String> environment) {
        CommandTree tree = new CommandTree(arguments);
        int wrong = tree.wrongUsage();
        Invocation invocation;
        try {
            invocation = new Invocation(tree, arguments, environment);
        } catch (Problem problem) {
            return complain(problem, wrong);
        }
        Configuration configuration = invocation.configuration();
        configuration.warnings().forEach(warning -> System.err.println("warning: " + safe(warning)));
        return tree.root()
                .setParameterExceptionHandler((e, rejected) -> complain(WrongUsage.problem(e), wrong, configuration))
                .setExecutionExceptionHandler((e, failed, parsed) -> e instanceof UsageException usage
                        ? complain(usage.problem(), wrong, configuration)
                        : complain(problem(e), ExitCode.SOFTWARE, configuration))
                .execute(invocation.words());
    }

    /** Returns the problem behind a failure, which is wrapped if it happened in an initialiser or on another thread. */
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
            return new Problem("out of memory", "allow more: JAVA_TOOL_OPTIONS=-Xmx512m " + Problem.command("…"), e);
        }
        String message = e instanceof IOException || e instanceof UncheckedIOException ? firstLine(e) : e.toString();
        return new Problem(message, "if this looks like a bug in securechat, report it with the command you ran", e);
    }

    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private static int complain(Problem problem, int exitCode, Configuration configuration) {
        return complain(configuration.named(problem), exitCode);
    }

    private static int complain(Problem problem, int exitCode) {
        System.err.println("error: " + safe(problem.getMessage()));
        System.err.println("hint: " + safe(problem.hint()));
        return exitCode;
    }

    /** Replaces unsafe characters: quoted text may come from a script or the network. */
    private static String safe(@Nullable String text) {
        return SafeText.printable(String.valueOf(text));
    }
}
