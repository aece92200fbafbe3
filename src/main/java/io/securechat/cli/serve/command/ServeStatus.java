package io.securechat.cli.serve.command;

import io.securechat.cli.control.ControlClient;
import io.securechat.cli.control.ControlOption;
import io.securechat.cli.control.StatusCommand;
import io.securechat.cli.control.StatusScreen;
import io.securechat.cli.serve.JournalOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve status}: shows the present state of a running server. */
@Command(
        name = "status",
        header = "Show the present state of a running server.",
        description = {
            "Connections, journal, log, certificates that end soon, and the sessions, those with the longest send queues first. "
                    + "Only the server's own user, and root, can connect to its control socket."
        })
public final class ServeStatus implements Callable<Integer> {
    @Option(names = "--json", description = "Print JSON objects, one per line, each with its type")
    private boolean json;

    @Option(names = "--all", description = "Show all sessions instead of 20")
    private boolean all;

    @Mixin
    private JournalOption journal = new JournalOption();

    @Mixin
    private ControlOption control = new ControlOption();

    @Override
    public Integer call() {
        List<ControlClient.Line> lines = new ArrayList<>();
        control.client(journal.uri()).ask(StatusCommand.NAME, none -> {}, lines::add);
        if (json) {
            lines.forEach(line -> System.out.println(line.json()));
        } else {
            new StatusScreen(lines).show(all ? Integer.MAX_VALUE : StatusScreen.SESSIONS, System.out::println);
        }
        return 0;
    }
}
