package io.securechat.cli.join;

import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.client.setting.Settings;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The name of a profile that does not exist, which {@code join} takes for the name of a host. */
final class MistypedProfile {
    private MistypedProfile() {}

    /**
     * Returns a problem that lists the profiles, if that is a better explanation.
     *
     * @param typed the server as it was typed
     * @param problem the problem with this server
     */
    static Problem explain(String typed, Settings settings, Problem problem) {
        List<String> profiles = settings.file().profiles();
        Optional<String> meant = Nearest.to(typed, profiles);
        boolean likely = typed.matches("[\\p{L}\\p{N}_-]+") || meant.isPresent();
        boolean unknown = problem.getCause() instanceof UnknownHostException
                || String.valueOf(problem.getMessage()).endsWith(Destination.INVALID);
        if (!settings.profile().isEmpty() || profiles.isEmpty() || !likely || !unknown) {
            return problem;
        }
        String hint = meant.map(near -> "did you mean " + near + "? ").orElse("");
        String all = profiles.size() == 1 ? "the profile " : "the profiles ";
        return new Problem(
                "'" + typed + "' is neither a profile nor a host",
                hint + settings.file().path() + " has " + all + String.join(", ", profiles),
                problem);
    }
}
