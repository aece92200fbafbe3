package io.securechat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "gencert", mixinStandardHelpOptions = true, versionProvider = Main.VersionProvider.class)
final class Gencert implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
