package io.securechat.cli.terminal;

import io.securechat.Problem;
import org.jspecify.annotations.Nullable;

/** Wrong usage that the parser cannot see, such as options that contradict each other: exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    public UsageException(Problem problem) {
        super(problem.getMessage(), problem);
        this.problem = problem;
    }

    /**
     * Refuses the value of an option.
     *
     * @param option with its dashes
     * @param hint a valid value
     */
    public static UsageException invalid(String option, @Nullable Object value, String hint) {
        return new UsageException(new Problem("invalid value for " + option + ": '" + value + "'", hint));
    }

    /** Throws {@link #invalid} unless a value is valid. */
    public static void require(boolean valid, String option, @Nullable Object value, String hint) {
        if (!valid) {
            throw invalid(option, value, hint);
        }
    }

    public Problem problem() {
        return problem;
    }
}
