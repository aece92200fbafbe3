package io.securechat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
final class Serve implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
