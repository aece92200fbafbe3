package io.securechat.server;

import static java.util.Objects.requireNonNull;

import io.securechat.tls.TestCertificates;
import io.securechat.tls.x509.Identity;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A written conversation with a real server:
 *
 * <pre>
 * ada connects                    registers, and skips the greeting and the names in the lobby
 * bob connects with server-time   … with capabilities
 * phone connects as ada           … with a new certificate for ada from the server's CA
 * eve connects as ada by another  … from another CA that the server trusts
 * eve opens                       connects without registering; "as" may follow here, too
 * ada> JOIN #lab                  ada sends this line; the script continues when the server has run it
 * ada< :ada!… JOIN #lab           the next line that ada receives; … stands for any text
 * ada<                            the server has closed the connection
 * ada is greeted                  ada receives the whole greeting, from 001 to 422
 * phone is greeted as ada         … under that nick
 * ada drops                       the connection is cut without a QUIT
 * ada acknowledges nothing        from now on ada does not answer the PING after private messages
 * ada< @msgid={id} :bob!…         {id} matches any text here, and the same text in all later lines
 * </pre>
 *
 * At the end, no client may have received a line, or lost its connection, unless the script says so.
 */
public final class Script {
    private static final Pattern ARRIVAL = Pattern.compile(
            " (?<verb>connects|opens)( as (?<holder>\\S+)(?<another> by another)?)?( with (?<with>.*))?");

    private static final Pattern UNKNOWN = Pattern.compile("\\{(\\w+)}");

    private final TestServer server;
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private final StringBuilder transcript = new StringBuilder();
    private final Map<String, String> known = new HashMap<>();

    private static final class Actor {
        final TestClient client;
        final Queue<String> inbox = new ArrayDeque<>();
        boolean gone;
        boolean expectedToBeGone;

        Actor(TestClient client) {
            this.client = client;
        }

        void ended() {
            gone = true;
            expectedToBeGone = true;
        }
    }

    private Script(TestServer server) {
        this.server = server;
    }

    /** Plays a script on a new server. */
    public static void play(String script) throws Exception {
        try (TestServer server = new TestServer()) {
            play(server, script);
        }
    }

    public static void play(TestServer server, String script) throws Exception {
        play(server, script, playing -> {});
    }

    /** Plays a script, and stops the server while the clients are still there. */
    public static void playAndStop(TestServer server, String script) throws Exception {
        play(server, script, playing -> server.close());
    }

    /** Plays a script, and waits until the server knows that all clients have left. */
    public static void playAndLeave(TestServer server, String script) throws Exception {
        play(server, script, Script::leave);
    }

    private interface End {
        void of(Script playing) throws IOException;
    }

    private void leave() throws IOException {
        for (Actor actor : actors.values()) {
            if (!actor.gone) {
                actor.client.send("QUIT");
                while (actor.client.receive() != null) {
                    // the others leave, too
                }
            }
        }
    }

    private static void play(TestServer server, String script, End end) throws Exception {
        Script playing = new Script(server);
        try {
            for (String line : script.lines().filter(line -> !line.isBlank()).toList()) {
                playing.step(line);
            }
            playing.expectSilence();
            end.of(playing);
        } finally {
            for (Actor actor : playing.actors.values()) {
                actor.client.close();
            }
        }
    }

    private void step(String line) throws IOException, GeneralSecurityException {
        int end = Stream.of(line.indexOf(' '), line.indexOf('>'), line.indexOf('<'))
                .filter(at -> at > 0)
                .min(Integer::compare)
                .orElseThrow(() -> new IllegalArgumentException(line));
        String name = line.substring(0, end);
        String rest = line.substring(end);
        if (rest.startsWith("> ")) {
            send(name, withKnown(rest.substring(2)));
        } else if (rest.startsWith("< ")) {
            expect(name, withKnown(rest.substring(2)), line);
        } else if (rest.equals("<")) {
            expectEnd(name, line);
        } else if (rest.startsWith(" is greeted")) {
            expectGreeting(name, rest.replaceFirst(" is greeted( as )?", ""), line);
        } else if (rest.equals(" acknowledges nothing")) {
            actor(name).client.acknowledgeNothing();
        } else if (rest.equals(" drops")) {
            actor(name).ended();
            actor(name).client.drop();
        } else {
            arrive(name, rest);
        }
    }

    private void arrive(String name, String how) throws IOException, GeneralSecurityException {
        Matcher arrival = ARRIVAL.matcher(how);
        if (!arrival.matches()) {
            throw new IllegalArgumentException(name + how);
        }
        String holder = arrival.group("holder");
        Identity ca = arrival.group("another") == null ? TestServer.CA : TestServer.OTHER_CA;
        Actor actor =
                new Actor(server.connect(holder == null ? TestServer.CLIENT : TestCertificates.client(ca, holder)));
        actors.put(name, actor);
        if (arrival.group("verb").equals("connects")) {
            register(
                    actor, name, holder == null ? name : holder, Objects.requireNonNullElse(arrival.group("with"), ""));
        }
    }

    private void register(Actor actor, String name, String nick, String capabilities) throws IOException {
        actor.client.send("CAP REQ :" + capabilities);
        actor.client.send("NICK " + nick);
        actor.client.send("USER " + name + " 0 * :" + name);
        actor.client.send("CAP END");
        sync(actor);
        actor.inbox.clear();
        actors.values().stream().filter(other -> other != actor && !other.gone).forEach(other -> {
            try {
                sync(other);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            other.inbox.removeIf(line -> line.matches(".*:" + Pattern.quote(nick) + "!\\S+ JOIN #lobby.*"));
        });
    }

    private void send(String name, String line) throws IOException {
        Actor actor = actor(name);
        transcript.append(name).append("> ").append(line).append('\n');
        actor.client.send(line);
        sync(actor);
    }

    /** Waits until the server has run all lines that an actor has sent, including acknowledgements. */
    private void sync(Actor actor) throws IOException {
        int acknowledged;
        do {
            acknowledged = actor.client.acknowledged();
            roundTrip(actor);
        } while (!actor.gone && actor.client.acknowledged() != acknowledged);
    }

    private void roundTrip(Actor actor) throws IOException {
        String token = "sync-" + System.nanoTime();
        try {
            actor.client.send("PING " + token);
            String line = actor.client.receive();
            while (line != null && !line.endsWith("PONG test.server :" + token)) {
                actor.inbox.add(line);
                line = actor.client.receive();
            }
            actor.gone |= line == null;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            actor.gone = true;
        }
    }

    private void expect(String name, String pattern, String step) throws IOException {
        String line = next(actor(name));
        transcript.append(name).append("< ").append(line).append('\n');
        List<String> unknown = new ArrayList<>();
        String regex = UNKNOWN.matcher(quoted(pattern)).replaceAll(variable -> {
            unknown.add(variable.group(1));
            return Matcher.quoteReplacement("\\E([^ ;]+)\\Q");
        });
        Matcher matcher = Pattern.compile(regex).matcher(line == null ? "" : line);
        if (line == null || !matcher.matches()) {
            throw failure("expected  " + step + "\nbut got   " + name + "< " + line);
        }
        for (int i = 0; i < unknown.size(); i++) {
            known.put(unknown.get(i), matcher.group(i + 1));
        }
    }

    private static String quoted(String pattern) {
        return Stream.of(pattern.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    private String withKnown(String line) {
        return UNKNOWN.matcher(line)
                .replaceAll(variable -> Matcher.quoteReplacement(
                        Objects.requireNonNullElse(known.get(variable.group(1)), variable.group())));
    }

    private void expectGreeting(String name, String nick, String step) throws IOException {
        String line = next(actor(name));
        if (line == null || !line.contains(" 001 " + nick)) {
            throw failure("expected  " + step + "\nbut got   " + name + "< " + line);
        }
        while (line != null && !line.contains(" 422 ")) {
            transcript.append(name).append("< ").append(line).append('\n');
            line = next(actor(name));
        }
        if (line == null) {
            throw failure("expected  " + step + "\nwhich has no end");
        }
    }

    private void expectEnd(String name, String step) throws IOException {
        String line = next(actor(name));
        if (line != null) {
            throw failure("expected the end of " + step + "\nbut got   " + name + "< " + line);
        }
        actor(name).ended();
    }

    private static @Nullable String next(Actor actor) throws IOException {
        String waiting = actor.inbox.poll();
        return waiting != null || actor.gone ? waiting : actor.client.receive();
    }

    private void expectSilence() throws IOException {
        for (Map.Entry<String, Actor> entry : actors.entrySet()) {
            Actor actor = entry.getValue();
            if (!actor.gone) {
                sync(actor);
            }
            List<String> unexpected = List.copyOf(actor.inbox);
            if (!unexpected.isEmpty()) {
                throw failure(entry.getKey() + " got what is not in the script:\n" + String.join("\n", unexpected));
            }
            if (actor.gone && !actor.expectedToBeGone) {
                throw failure("the connection of " + entry.getKey() + " has ended, which is not in the script");
            }
        }
    }

    private Actor actor(String name) {
        return requireNonNull(actors.get(name), () -> name + " is not there");
    }

    private AssertionError failure(String what) {
        return new AssertionError(what + "\n\nwhat happened:\n" + transcript);
    }
}
