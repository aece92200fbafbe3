package io.securechat.client.line;

import io.securechat.client.event.SessionEvent;
import io.securechat.client.style.Look;
import io.securechat.client.style.Tone;
import io.securechat.client.text.Sanitizer;
import io.securechat.irc.Names;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The prompts: on the left the room that typed lines go to, on the right the others with something new. */
public final class Prompt {
    /** Columns between the typed text and the right prompt. */
    static final int GAP = 3;

    /** Columns below which the nick is left out. */
    private static final int NARROW = 50;

    private final Look look;
    private final boolean plain;
    private final UnaryOperator<String> writers;
    private String nick = "";
    private String place = "";
    private String lastPlace = "";
    private boolean offline;
    private int waiting;

    /** The counts that plain prompts have told, and those that the present one tells. */
    private String told = "";

    private String telling = "";
    private List<SessionEvent.Unread> unread = List.of();

    /**
     * Creates prompts of no place.
     *
     * @param plain whether the left prompt counts what the right one shows
     * @param writers tells who is writing in a place; empty for nobody
     */
    public Prompt(Look look, boolean plain, UnaryOperator<String> writers) {
        this.look = look;
        this.plain = plain;
        this.writers = writers;
    }

    public synchronized void nick(String name) {
        nick = name;
    }

    public synchronized void offline(boolean now) {
        offline = now;
    }

    public synchronized void waiting(int messages) {
        waiting = messages;
    }

    public synchronized void place(String name) {
        place = name;
        lastPlace = name.isEmpty() ? lastPlace : name;
        unread =
                unread.stream().filter(other -> !Names.same(other.name(), name)).toList();
    }

    public synchronized void unread(List<SessionEvent.Unread> places) {
        unread = places;
    }

    /** The room or the nick that the typed text is meant for: the current one, or the one that the user was removed from. */
    public synchronized String draftPlace() {
        return lastPlace;
    }

    /** A new line begins: a plain prompt repeats no counts. */
    synchronized void next() {
        told = telling;
    }

    /** Returns the prompt for a screen of some width. */
    synchronized AttributedString left(int columns) {
        AttributedStringBuilder prompt = new AttributedStringBuilder();
        prompt.append(target(), look.styles().of(Tone.BOLD));
        if (columns >= NARROW && !nick.isEmpty()) {
            prompt.append(" ").append(Sanitizer.nick(nick), look.styles().nick(nick));
        }
        prompt.append(offline ? " (offline)" : "").append(waiting > 0 ? look.fit(" …") + waiting : "");
        String counts = unread.isEmpty() ? "" : counts();
        if (plain && !counts.equals(told)) {
            telling = counts;
            prompt.append(counts.isEmpty() ? "" : " ").append(counts);
        }
        return prompt.append("> ").toAttributedString();
    }

    /** Returns the right prompt in the longest form that fits into some columns; empty if none does. */
    synchronized AttributedString right(int columns) {
        if (plain) {
            return AttributedString.EMPTY;
        }
        AttributedString others = others(columns);
        String writing = writers.apply(place);
        AttributedString all = new AttributedStringBuilder()
                .append(writing, look.styles().of(Tone.DIM))
                .append(writing.isEmpty() || others.length() == 0 ? "" : "  ")
                .append(others)
                .toAttributedString();
        return all.columnLength() <= columns ? all : others;
    }

    /** Returns the other places with something new. */
    private AttributedString others(int columns) {
        if (unread.isEmpty()) {
            return AttributedString.EMPTY;
        }
        AttributedStringBuilder places = new AttributedStringBuilder();
        for (SessionEvent.Unread other : unread) {
            places.append(places.length() == 0 ? "" : "  ")
                    .append(label(other), look.styles().of(other.mentions() > 0 ? Tone.BOLD : Tone.PLAIN));
        }
        if (places.columnLength() <= columns) {
            return places.toAttributedString();
        }
        String counts = counts();
        return counts.length() <= columns ? new AttributedString(counts) : AttributedString.EMPTY;
    }

    /** The title of the window. */
    synchronized String title() {
        String others = unread.stream().map(Prompt::label).collect(Collectors.joining("  "));
        return target() + " " + Sanitizer.nick(nick) + (others.isEmpty() ? "" : look.fit(" · ") + others);
    }

    private String target() {
        return place.isEmpty() ? "(no room)" : Sanitizer.name(place);
    }

    private static String label(SessionEvent.Unread other) {
        return other.number() + ":" + Sanitizer.name(other.name()) + " " + other.messages()
                + (other.mentions() > 0 ? "!" : "");
    }

    private String counts() {
        int messages = unread.stream().mapToInt(SessionEvent.Unread::messages).sum();
        int mentions = unread.stream().mapToInt(SessionEvent.Unread::mentions).sum();
        return "+" + messages + (mentions > 0 ? " !" + mentions : "");
    }
}
