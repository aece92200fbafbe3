package io.securechat.cli.serve.command;

import io.securechat.SafeText;
import io.securechat.cli.configuration.Configuration;
import io.securechat.cli.configuration.Configured;
import io.securechat.cli.configuration.OptionValue;
import io.securechat.cli.serve.Serve;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve config}: shows or checks the options that {@code serve} would use. */
@Command(
        name = "config",
        exitCodeOnInvalidInput = ExitCode.SOFTWARE, // a wrong value is a finding, not wrong usage
        header = "Print each option of serve, its value, and where the value comes from.",
        customSynopsis = "${COMMAND-FULL-NAME} [--check] [OPTIONS of serve]",
        description = {
            "The command line overrides environment variables such as SECURECHAT_SERVE_PORT, and these override "
                    + "the configuration file."
        })
public final class ServeConfig implements Callable<Integer>, Configured {
    private static final String CHECK = "--check";

    @Option(
            names = CHECK,
            description = "Only check the options and the files that they name; exit code 1 if serve would not start")
    private boolean checking;

    @Mixin
    private Serve serve = new Serve();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Configuration configuration;

    @Override
    public void configure(Configuration read, Supplier<?> again) {
        configuration = read;
    }

    @Override
    public Integer call() {
        if (checking) {
            serve.check();
            System.out.println("the configuration is valid");
            return 0;
        }
        List<OptionValue> values = OptionValue.of(spec, Objects.requireNonNull(configuration)).stream()
                .filter(value -> !("--" + value.key()).equals(CHECK))
                .toList();
        int width = values.stream()
                .mapToInt(value -> assignment(value).length())
                .max()
                .orElse(0);
        values.forEach(value -> System.out.printf("%-" + width + "s  %s%n", assignment(value), value.place()));
        return 0;
    }

    private static String assignment(OptionValue value) {
        return SafeText.printable(value.key() + " = " + value.text());
    }
}
