package io.securechat.cli;

import static java.util.Objects.requireNonNull;

import io.securechat.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A value on the command line that picocli takes and the command does not: exit code 2. */
final class UsageException extends ParameterException {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    /** @param spec that of the command, which picocli has set before the command runs */
    UsageException(@Nullable CommandSpec spec, Problem problem) {
        super(requireNonNull(spec).commandLine(), problem.getMessage(), problem);
        this.problem = problem;
    }

    /**
     * Refuses the value of an option.
     *
     * @param option with its dashes
     * @param hint what to use instead
     */
    static UsageException invalid(@Nullable CommandSpec spec, String option, @Nullable Object value, String hint) {
        return new UsageException(spec, new Problem("invalid value for " + option + ": '" + value + "'", hint));
    }

    /** Throws {@link #invalid} unless a value is valid. */
    static void require(@Nullable CommandSpec spec, boolean valid, String option, @Nullable Object value, String hint) {
        if (!valid) {
            throw invalid(spec, option, value, hint);
        }
    }

    Problem problem() {
        return problem;
    }
}
