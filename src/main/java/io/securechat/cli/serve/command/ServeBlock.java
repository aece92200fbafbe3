package io.securechat.cli.serve.command;

import io.securechat.Problem;
import io.securechat.Shell;
import io.securechat.cli.option.Converters;
import io.securechat.cli.serve.BlocksOption;
import io.securechat.cli.serve.JournalOption;
import io.securechat.cli.terminal.UsageException;
import io.securechat.history.file.JournalFile;
import io.securechat.history.store.JournalAccounts;
import io.securechat.server.block.Block;
import io.securechat.server.block.BlockFile;
import io.securechat.server.block.BlockList;
import io.securechat.server.block.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve block}: keeps an account, a certificate or an address out, without the CA. */
@Command(
        name = "block",
        header = "Block an account, a certificate or an address at once, without the CA's key.",
        description = {
            "A running server disconnects those who are blocked within a second, and a stopped one refuses them"
                    + " when it starts.%n",
            "  serve block alice --reason \"stolen laptop\"",
            "  serve block alice --lift",
            "  serve block --list"
        })
public final class ServeBlock implements Callable<Integer> {
    @Parameters(
            paramLabel = "TARGET",
            arity = "0..1",
            converter = TargetConverter.class,
            description = "Name in a certificate, SHA-256 of a certificate, address, or network such as 192.0.2.0/24")
    private @Nullable Target target;

    @Option(names = "--list", description = "List the blocks instead")
    private boolean listing;

    @Option(names = "--lift", description = "End the block instead")
    private boolean lift;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Duration, such as 30m, 12h or 7d (default: until it is lifted)")
    private @Nullable Duration duration;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Reason, which the blocked user sees")
    private @Nullable String reason;

    @Mixin
    private BlocksOption blocks = new BlocksOption();

    @Mixin
    private JournalOption journal = new JournalOption();

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        BlockFile file = file();
        if (listing) {
            refuseBeside("--list", target != null || lift || duration != null || reason != null);
            print(file.read().orElse(BlockList.EMPTY).at(clock.instant()));
        } else if (target == null) {
            throw new UsageException(new Problem("there is nobody to block", Target.RULE));
        } else if (lift) {
            refuseBeside("--lift", duration != null || reason != null);
            lift(file, target);
        } else {
            block(file, target);
        }
        return 0;
    }

    private BlockFile file() {
        BlockFile file = blocks.file(journal);
        if (file == null) {
            throw new Problem(
                    "the journal memory: has no file of blocks beside it",
                    "name the file that the server has: --blocks FILE");
        }
        if (!blocks.isGiven()) {
            // The file of a mistyped journal would block nobody.
            JournalFile.of(journal.uri()).checkExists();
        }
        return file;
    }

    private static void refuseBeside(String option, boolean others) {
        if (others) {
            throw new UsageException(new Problem(
                    option + " takes no " + (option.equals("--list") ? "TARGET, --lift, " : "") + "--for or --reason",
                    "see " + Problem.command("serve block --help")));
        }
    }

    private void block(BlockFile file, Target target) {
        Block block = Block.of(target, duration, clock.instant(), Block.CONSOLE, reason == null ? "" : reason);
        file.change(BlockList.EMPTY, list -> list.with(block));
        System.out.println("blocked " + block.describe());
        if (target.kind() == Target.Kind.ACCOUNT && !blocks.isGiven() && !isKnown(target)) {
            System.out.println("no account " + target.text() + " has connected so far; check the name");
        }
        System.out.println(
                "lift it: " + Problem.command("serve block " + Shell.word(target.text()) + " --lift" + again()));
    }

    /** Returns whether an account has connected; true if this is not known, because the block is in force anyway. */
    private boolean isKnown(Target target) {
        try {
            return new JournalAccounts(journal.uri())
                    .list().stream()
                            .anyMatch(account -> Target.account(account.name()).equals(target));
        } catch (Problem e) {
            return true;
        }
    }

    private String again() {
        return blocks.isGiven() ? " --blocks " + Shell.word(blocks.path()) : " --journal " + Shell.word(journal.uri());
    }

    private void lift(BlockFile file, Target target) {
        Instant now = clock.instant();
        file.change(BlockList.EMPTY, list -> {
            if (list.find(target, now) == null) {
                throw new Problem(
                        target + " is not blocked in '" + file.path() + "'",
                        "list all: " + Problem.command("serve block --list" + again()));
            }
            return list.without(target);
        });
        System.out.println("no longer blocked: " + target);
    }

    private static void print(List<Block> list) {
        if (list.isEmpty()) {
            System.out.println("nobody is blocked");
        }
        list.forEach(block -> System.out.println(block.since() + "  " + block.describe()));
    }

    private static final class TargetConverter implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            return Target.parse(text).orElseThrow(() -> new Converters.InvalidValueException(Target.RULE));
        }
    }

    private static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Block.duration(text).orElseThrow(() -> new Converters.InvalidValueException(Block.DURATION_RULE));
        }
    }
}
