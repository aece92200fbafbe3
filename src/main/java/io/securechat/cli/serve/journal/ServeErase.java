package io.securechat.cli.serve.journal;

import static java.util.Objects.requireNonNull;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.option.Converters;
import io.securechat.cli.serve.JournalOption;
import io.securechat.history.Party;
import io.securechat.history.store.JournalErasure;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve erase}: erases all messages of one person. */
@Command(
        name = "erase",
        header = "Erase all messages of a person, while the server is stopped.",
        description = {
            "Overwrites what the person has written, in channels and in private, in the journal, its free pages and the"
                    + " search index. Without --yes, counts the messages only.%n",
            "The account keeps its name and its channels, and messages of others to and about the person stay. Backups and"
                    + " exports made before are not changed."
        })
public final class ServeErase implements Callable<Integer> {
    private static final int SHORT = 12;

    @Parameters(paramLabel = "NAME", converter = Converters.Nick.class, description = "Name of the account")
    private @Nullable String name;

    @Option(
            names = "--ca",
            paramLabel = "ID",
            description =
                    "Beginning of the CA's identifier, as serve accounts prints it, if accounts of several CAs have the name")
    private @Nullable String authority;

    @Option(
            names = "--guests",
            description = "Erase the messages of all guests that have used the name instead of the account's")
    private boolean guests;

    @Option(names = "--yes", description = "Erase the messages; this cannot be undone")
    private boolean yes;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Override
    public Integer call() throws IOException {
        String who = requireNonNull(name);
        try (JournalErasure erasure = JournalErasure.open(journal.uri())) {
            List<Party> parties = select(who, erasure.parties(who));
            long count = erasure.count(parties);
            String messages = count == 1 ? "1 message" : count + " messages";
            if (!yes) {
                System.out.println(who + " has " + messages + " in the journal");
                if (count > 0) {
                    System.out.println(
                            "erase them: " + Problem.command("serve erase " + Shell.word(who) + again() + " --yes"));
                }
                return 0;
            }
            List<String> topics = erasure.topics(parties);
            erasure.erase(parties);
            System.out.println("erased " + messages + " of " + who + " in the journal and the search index");
            if (!topics.isEmpty()) {
                System.out.println(
                        "present topics by " + who + " stay until another one is set: " + String.join(", ", topics));
            }
            System.out.println("earlier backups, exports and snapshots still have them: delete these;"
                    + " a backup can also be restored and erased again");
        }
        return 0;
    }

    private List<Party> select(String who, List<Party> all) {
        List<Party> chosen = all.stream()
                .filter(party -> party.guest() == guests)
                .filter(party ->
                        guests || authority == null || party.proof().startsWith(authority.toLowerCase(Locale.ROOT)))
                .toList();
        if (chosen.isEmpty()) {
            throw new Problem(
                    "the journal has no messages of " + (guests ? "guests called " : "an account called ") + who,
                    guests || all.isEmpty()
                            ? "check the name and --journal"
                            : "see the guests' messages with --guests, or check --ca");
        }
        if (!guests && chosen.size() > 1) {
            throw new Problem(
                    chosen.size() + " CAs have issued the name " + who,
                    "choose one: "
                            + chosen.stream()
                                    .map(party -> "--ca "
                                            + party.proof()
                                                    .substring(
                                                            0,
                                                            Math.min(
                                                                    SHORT,
                                                                    party.proof()
                                                                            .length())))
                                    .collect(Collectors.joining(" or ")));
        }
        return chosen;
    }

    private String again() {
        return (guests ? " --guests" : "")
                + (authority == null ? "" : " --ca " + Shell.word(authority))
                + " --journal " + Shell.word(journal.uri());
    }
}
