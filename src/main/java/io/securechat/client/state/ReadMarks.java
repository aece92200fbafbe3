package io.securechat.client.state;

import io.securechat.Problem;
import io.securechat.irc.Names;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The time up to which the user has read each room and private conversation, for servers that do not keep it. Of two clients of the same
 * account, the later time counts.
 */
public final class ReadMarks {
    static final int MAX_MARKS = 500;

    private final StateFile file;

    /** @param warning receives a problem with the file, once */
    public ReadMarks(Account account, Consumer<Problem> warning) {
        file = new StateFile(account.file("read"), ReadMarks::isValid, warning);
    }

    private static boolean isValid(String line) {
        try {
            return !name(line).isEmpty() && time(line).isAfter(Instant.EPOCH);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Returns the times by the folded names of their places. */
    public Map<String, Instant> load() {
        return times(file.read());
    }

    private static Map<String, Instant> times(List<String> lines) {
        Map<String, Instant> times = new LinkedHashMap<>();
        lines.forEach(line -> times.put(name(line), time(line)));
        return times;
    }

    /** Saves times that have changed. With too many places, those changed the longest ago are dropped. */
    public void put(Map<String, Instant> changed) {
        UnaryOperator<List<String>> merge = lines -> {
            Map<String, Instant> times = times(lines);
            changed.forEach((place, time) -> {
                String folded = Names.fold(place);
                Instant earlier = times.remove(folded);
                times.put(folded, earlier != null && earlier.isAfter(time) ? earlier : time);
            });
            List<String> all = new ArrayList<>();
            times.forEach((place, time) -> all.add(place + " " + time));
            return all.subList(Math.max(0, all.size() - MAX_MARKS), all.size());
        };
        file.update(merge);
    }

    private static String name(String line) {
        return line.substring(0, Math.max(0, line.indexOf(' ')));
    }

    private static Instant time(String line) {
        return Instant.parse(line.substring(line.indexOf(' ') + 1));
    }
}
