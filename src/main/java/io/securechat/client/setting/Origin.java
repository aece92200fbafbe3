package io.securechat.client.setting;

/** The place that a value comes from. A later one takes precedence. */
public enum Origin {
    DEFAULT("default"),
    FILE("file"),
    PROFILE("profile"),
    ENVIRONMENT("environment"),
    COMMAND_LINE("command line"),
    /** Changed while the program runs, and not in the file. */
    SESSION("this session");

    private final String words;

    Origin(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
