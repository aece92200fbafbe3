package io.securechat.cli.join;

import io.securechat.Nearest;
import io.securechat.Problem;
import io.securechat.client.setting.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The name of a profile that does not exist, which {@code join} takes for the name of a host. */
final class MistypedProfile {
    private MistypedProfile() {}

    /**
     * Returns a problem that lists the profiles, if there is no host of that name.
     *
     * @param typed the server as it was typed
     * @param problem the failure of {@code join}
     */
    static Problem explain(String typed, Settings settings, Problem problem) {
        List<String> profiles = settings.file().profiles();
        Optional<String> meant = Nearest.to(typed, profiles);
        boolean likely = meant.isPresent() || typed.matches("[\\p{L}\\p{N}_-]+");
        if (!settings.profile().isEmpty() || profiles.isEmpty() || !likely || isHost(typed)) {
            return problem;
        }
        return new Problem(
                "'" + typed + "' is neither a profile nor a host",
                meant.map(near -> "did you mean " + near + "? ").orElse("")
                        + settings.file().path() + " has " + (profiles.size() == 1 ? "the profile " : "the profiles ")
                        + String.join(", ", profiles),
                problem);
    }

    private static boolean isHost(String name) {
        try {
            return InetAddress.getAllByName(name).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
