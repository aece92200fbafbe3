package io.securechat.client.line;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader.Option;
import org.jspecify.annotations.Nullable;

/** Takes all candidates as they are: the chat knows that {@code :tada} is an emoji, and that {@code lob} begins #lobby. */
final class AllSuggestions implements CompletionMatcher {
    private List<Candidate> all = List.of();

    @Override
    public void compile(
            Map<Option, Boolean> options,
            boolean prefix,
            CompletingParsedLine line,
            boolean caseInsensitive,
            int errors,
            String originalGroupName) {
        all = List.of();
    }

    @Override
    public List<Candidate> matches(List<Candidate> candidates) {
        all = List.copyOf(candidates);
        return candidates;
    }

    @Override
    public @Nullable Candidate exactMatch() {
        return null;
    }

    @Override
    public String getCommonPrefix() {
        String prefix = all.isEmpty() ? "" : all.get(0).value();
        for (Candidate candidate : all) {
            while (!candidate.value().startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        return prefix;
    }
}
