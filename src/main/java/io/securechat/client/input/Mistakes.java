package io.securechat.client.input;

import io.securechat.client.conversation.Conversation;
import io.securechat.client.text.Sanitizer;
import io.securechat.irc.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds text that is about to be sent but was probably not meant to be: a command gone wrong, a line for a shell, a secret. It
 * looks at single words and fixed forms only, so that ordinary sentences pass.
 */
final class Mistakes {
    /** Characters of a line in a question. */
    private static final int MAX_QUOTED = 40;

    /** A command behind blanks, or behind one other character; or with the other slash. */
    private static final Pattern SLASH = Pattern.compile("(?:(\\s+|[^\\s/])/|\\s*\\\\)(\\p{Alpha}+)(?:\\s.*)?");

    /** A word, perhaps with a sign in front: on many keyboards the slash is on the key of {@code 7}. */
    private static final Pattern WORD = Pattern.compile("\\s*(7|--?|:)?(\\p{Alpha}+)\\s*");

    /** Our commands that are ordinary answers, too. */
    private static final Set<String> ANSWERS = Set.of(
            "away", "back", "ban", "close", "context", "follow", "info", "invite", "kick", "list", "lock", "me", "more",
            "mute", "names", "op", "part", "react", "reply", "search", "show", "switch", "topic", "unlock", "voice",
            "w", "who");

    /** A command without its slash, and its first parameter. */
    private static final Pattern UNSLASHED = Pattern.compile(
            "\\s*(?:(?<talk>msg|query) (?<to>\\S+) .+|(?<door>join|part|leave) #\\S+|(?<op>oper) \\S+"
                    + "|(?<rule>whois|kick|ban|unban|deop|devoice) (?<whom>\\S+))\\s*",
            Pattern.CASE_INSENSITIVE);

    /** Commands of vi, and words that end a shell. */
    private static final Pattern LEAVING = Pattern.compile("\\s*(?::(?:q|qa|w|wq|wqa|x)!?|ZZ|logout)\\s*");

    private static final Pattern SHELL =
            Pattern.compile("\\s*(?:(?:ls|ll|cd|pwd|bash|zsh|vi|vim|nano|htop|fg|bg|reset|ps)"
                    + "|(?:ls|ll|cd|cat|less|rm|cp|mv|mkdir|vi|vim|nano|grep|chmod|tail) +[-~./].*"
                    + "|sudo +(?:apt|apt-get|dnf|yum|systemctl|rm|su|vi|vim|cat|less|-\\w)\\b.*|ssh +\\S+@\\S+)\\s*");

    /** Kinds of secrets, and the forms that each has anywhere in a text. */
    private static final Map<String, Pattern> SECRETS = new LinkedHashMap<>();

    static {
        SECRETS.put(
                "a private key",
                Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\\d"
                        + "|\\bAGE-SECRET-KEY-1|\\bb3BlbnNzaC1rZXktdjE"));
        SECRETS.put(
                "what looks like a part of a key",
                Pattern.compile(
                        "^(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)[A-Za-z0-9+/]{56,}={0,2}$|-----END [A-Z0-9 ]*PRIVATE KEY",
                        Pattern.MULTILINE));
        SECRETS.put(
                "what looks like an access token",
                Pattern.compile("\\b(?:gh[opsur]_[A-Za-z0-9]{30,}|github_pat_\\w{30,}|glpat-[\\w-]{20,}"
                        + "|(?:AKIA|ASIA)[A-Z0-9]{16}\\b|AIza[\\w-]{35}|xox[abeoprs]-[\\w-]{10,}|npm_[A-Za-z0-9]{36}"
                        + "|hf_[A-Za-z0-9]{30,}|pypi-[\\w-]{50,}|[rs]k_live_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9][\\w-]{30,}"
                        + "|eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,})"));
        SECRETS.put(
                "what looks like a password",
                Pattern.compile(
                        "^\\s*(?:\\[sudo\\] password for \\S+:.*|(?:enter |your |the |my |new |old )?"
                                + "(?:password|passphrase|passwd|passcode)(?: (?:for|of) \\S+)?\\s*[:=]\\s*\\S{4,})\\s*$",
                        Pattern.CASE_INSENSITIVE | Pattern.MULTILINE));
    }

    /** The commands that send their parameters to others. */
    private static final Set<String> TALKING = Set.of("me", "msg", "query", "reply", "topic");

    private final Conversation chat;

    Mistakes(Conversation chat) {
        this.chat = chat;
    }

    /** Returns the yes-or-no question to ask before a text is sent to a target; empty if it looks right. */
    Optional<String> question(String text, String target) {
        List<String> lines = Paste.lines(text);
        String to = "to " + Sanitizer.name(target);
        if (lines.size() > 1) {
            return secret(text, to);
        } else if (lines.isEmpty() || lines.get(0).equals("quit")) {
            return Optional.empty();
        }
        String line = lines.get(0);
        if (line.startsWith("/") && !line.startsWith("//")) {
            return command(line);
        }
        return secret(line, to)
                .or(() -> hint(line).map(hint -> "send " + quoted(line) + " " + to + "? y/N (" + hint + ") "));
    }

    private static Optional<String> command(String line) {
        String typed = line.substring(1).split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return Commands.beginningWith(typed).stream()
                .filter(command -> TALKING.contains(command.name()))
                .findFirst()
                .flatMap(command -> secret(line, "with /" + command.name()));
    }

    private static Optional<String> secret(String text, String how) {
        return SECRETS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(text).find())
                .findFirst()
                .map(kind -> "send " + kind.getKey() + " " + how + "? y/N ");
    }

    /** Returns the text that the user probably meant. */
    private Optional<String> hint(String line) {
        if (LEAVING.matcher(line).matches()) {
            return Optional.of(leaving());
        } else if (SHELL.matcher(line).matches()) {
            return Optional.of("it looks like a command of a shell");
        }
        return slash(line).or(() -> word(line)).or(() -> unslashed(line));
    }

    private static Optional<String> slash(String line) {
        Matcher slash = SLASH.matcher(line);
        if (!slash.matches()) {
            return Optional.empty();
        }
        boolean indented = slash.group(1) != null && slash.group(1).isBlank();
        return meant(slash.group(2))
                .or(() -> Optional.of("a command begins with /").filter(hint -> indented));
    }

    private static Optional<String> word(String line) {
        Matcher word = WORD.matcher(line);
        return word.matches()
                        && (word.group(1) != null
                                || !ANSWERS.contains(word.group(2).toLowerCase(Locale.ROOT)))
                ? meant(word.group(2))
                : Optional.empty();
    }

    private Optional<String> unslashed(String line) {
        Matcher command = UNSLASHED.matcher(line);
        if (!command.matches()) {
            return Optional.empty();
        }
        boolean known = isKnown(command.group("to")) || isKnown(command.group("whom"));
        boolean named = command.group("talk") != null || command.group("rule") != null;
        return known || !named ? meant(line.strip().split(" ", 2)[0]) : Optional.empty();
    }

    private boolean isKnown(@Nullable String nick) {
        return nick != null && chat.nicks().stream().anyMatch(each -> Names.same(each, nick));
    }

    /** Returns the command of a name that was typed in full. */
    private static Optional<String> meant(String name) {
        return Commands.find(name.toLowerCase(Locale.ROOT))
                .map(Command::name)
                .map(command -> command.equals("quit") ? leaving() : "the command is /" + command);
    }

    private static String leaving() {
        return "quit leaves";
    }

    private static String quoted(String line) {
        String begin = line.codePointCount(0, line.length()) <= MAX_QUOTED
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_QUOTED)) + "…";
        return '"' + Sanitizer.text(begin) + '"';
    }
}
