package io.securechat.server.command.channel;

import io.securechat.server.mode.Glob;
import io.securechat.server.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names and conditions of a LIST: all of {@code ELIST} (modern.ircdocs.horse). */
public final class ChannelFilter {
    /** The supported kinds of conditions. */
    public static final String ELIST = "CMNTU";

    private static final Pattern NUMBER = Pattern.compile("(?<what>[CT]?)(?<sign>[<>])(?<number>\\d{1,9})");

    private final List<Glob> names = new ArrayList<>();

    /** Conditions that a channel must all meet at a given time. */
    private final List<BiPredicate<Room, Instant>> conditions = new ArrayList<>();

    private ChannelFilter() {}

    /** @param params names, masks with {@code *} and {@code ?}, and conditions, separated by commas */
    static ChannelFilter parse(List<String> params) {
        ChannelFilter filter = new ChannelFilter();
        for (String param : params) {
            for (String word : param.split(",")) {
                filter.add(word);
            }
        }
        return filter;
    }

    private void add(String word) {
        Matcher condition = NUMBER.matcher(word);
        if (condition.matches()) {
            long number = Long.parseLong(condition.group("number"));
            boolean more = condition.group("sign").equals(">");
            conditions.add(
                    switch (condition.group("what")) {
                        case "C" -> (room, now) -> isAgo(room.created(), number, more, now);
                        case "T" -> (room, now) -> isAgo(setAt(room.topic()), number, more, now);
                        default ->
                            (room, now) -> more
                                    ? room.members().size() > number
                                    : room.members().size() < number;
                    });
        } else if (word.startsWith("!")) {
            Glob not = new Glob(word.substring(1));
            conditions.add((room, now) -> !not.matches(room.name()));
        } else if (!word.isEmpty()) {
            names.add(new Glob(word));
        }
    }

    private static @Nullable Instant setAt(Room.@Nullable Topic topic) {
        return topic == null ? null : topic.setAt();
    }

    private static boolean isAgo(@Nullable Instant then, long minutes, boolean more, Instant now) {
        Instant border = now.minus(Duration.ofMinutes(minutes));
        return then != null && (more ? then.isBefore(border) : then.isAfter(border));
    }

    boolean matches(Room room, Instant now) {
        return (names.isEmpty() || names.stream().anyMatch(glob -> glob.matches(room.name())))
                && conditions.stream().allMatch(condition -> condition.test(room, now));
    }
}
