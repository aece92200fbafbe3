package io.securechat.client.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.connection.Features;
import io.securechat.client.connection.MultilineLimits;
import io.securechat.client.conversation.Conversation;
import io.securechat.client.event.Event;
import io.securechat.client.event.Notice;
import io.securechat.client.event.Utterance;
import io.securechat.client.history.MessageSearch;
import io.securechat.client.history.RecentMessages;
import io.securechat.client.request.Requests;
import io.securechat.client.setting.Setting;
import io.securechat.client.setting.Settings;
import io.securechat.client.style.Styles;
import io.securechat.client.view.LogFile;
import io.securechat.client.view.Renderer;
import io.securechat.client.window.Windows;
import io.securechat.irc.Capability;
import io.securechat.irc.Message;
import io.securechat.irc.Utf8;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {
    private final Settings settings = Settings.defaults();
    private final LogFile log = new LogFile();
    private final Conversation chat = new Conversation(
            "localhost:8443", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), name -> settings.get(Setting.IGNORE, name));
    private final Renderer renderer = new Renderer(ZoneOffset.UTC, "HH:mm", Styles.NONE);
    private final List<String> done = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final RecentMessages recent = new RecentMessages(event -> {});
    private final MessageSearch search = new MessageSearch(
            chat,
            new Requests(message -> done.add("> " + message.command() + " " + message.trailing()), (delay, task) -> {}),
            recent,
            0,
            event -> done.add(shown(event)));
    private MultilineLimits limits = MultilineLimits.NONE;
    private boolean online = true;
    private final Input input = new Input(
            chat,
            new Input.Actions() {
                @Override
                public void unfold(int number) {
                    done.add("unfold " + number);
                }

                @Override
                public void running(String command) {
                    // only a failure shows it
                }

                @Override
                public void reconnect() {
                    done.add("reconnect");
                }

                @Override
                public boolean isOnline() {
                    return online;
                }

                @Override
                public void send(Message message) {
                    sent.add(message.trailing());
                    done.add("> " + message.command() + " " + String.join(" ", message.params()) + tags(message));
                }

                @Override
                public int bytesPerLine(String target) {
                    return Message.MAX_BODY - chat.relayedSource() - Utf8.length("PRIVMSG " + target + " :\r\n");
                }

                @Override
                public MultilineLimits multiline() {
                    return limits;
                }

                @Override
                public void older(String place, int count) {
                    done.add("older " + place + " " + count);
                }

                @Override
                public void deleteLast(String place) {
                    done.add("delete last in " + place);
                }

                @Override
                public MessageSearch search() {
                    return search;
                }

                @Override
                public RecentMessages recent() {
                    return recent;
                }

                @Override
                public void show(Event event) {
                    done.add(shown(event));
                }

                @Override
                public void identify() {
                    done.add("identify");
                }

                @Override
                public void leave(String reason) {
                    done.add("leave " + reason);
                }
            },
            new Windows(chat, (delay, task) -> {}, 0, settings, event -> {}),
            settings,
            log,
            ZoneOffset.ofHours(1));

    private String shown(Event event) {
        return renderer.render(event).toString().replaceFirst("00:00 ", "");
    }

    @BeforeEach
    void inTheLobby() {
        search.connected(new Features(EnumSet.allOf(Capability.class), Map.of()));
        chat.registered("ada", "");
        for (String line :
                List.of(":ada!a@host JOIN #lobby", ":srv 353 ada = #lobby :ada bob", ":srv 366 ada #lobby :End")) {
            chat.received(Message.parse(line));
        }
    }

    private static String tags(Message message) {
        return message.tags().entrySet().stream()
                .map(tag -> " " + tag.getKey() + "=" + tag.getValue())
                .sorted()
                .collect(Collectors.joining());
    }

    @Test
    void whatIsTypedIsSaid() {
        assertThat(typed("hello all")).containsExactly("> PRIVMSG #lobby hello all");
        assertThat(typed("//home is a path")).containsExactly("> PRIVMSG #lobby /home is a path");
        assertThat(typed(":-)")).containsExactly("> PRIVMSG #lobby :-)");
        assertThat(typed("quitting is hard")).containsExactly("> PRIVMSG #lobby quitting is hard");
    }

    @Test
    void whoAmIHasTwoNames() {
        assertThat(typed("/whoami")).containsExactly("identify");
        assertThat(typed("/info")).containsExactly("identify");
    }

    @Test
    void nothingIsNotSaid() {
        assertThat(typed("")).isEmpty();
        assertThat(typed("   ")).isEmpty();
    }

    @Test
    void eachPastedLineIsAMessage() {
        assertThat(typed("one\r\n  two\n\n/three\nquit"))
                .containsExactly(
                        "> PRIVMSG #lobby one",
                        "> PRIVMSG #lobby   two",
                        "> PRIVMSG #lobby /three",
                        "> PRIVMSG #lobby quit");
    }

    @Test
    void pastedLinesAreOneMessageWhereThereIsSuchAThing() {
        limits = new MultilineLimits(4096, 100);
        typed("\none\r\n  two\n\n/three\n\n");
        assertThat(sent).containsExactly("one\n  two\n\n/three");
        assertThat(typed("/whoami\n")).containsExactly("identify");
        typed("x".repeat(600));
        assertThat(sent).containsExactly("x".repeat(600));
    }

    @Test
    void onlyALongPasteIsAskedFor() {
        assertThat(input.check("1\n2\n3\n4\n5\n").question()).isEmpty();
        assertThat(input.check("1\n2\n3\n4\n5\n6").question())
                .isEqualTo("send these 6 lines, 11 bytes, as 6 messages to #lobby? y/N ");
        limits = new MultilineLimits(4096, 100);
        assertThat(input.check("1\n2\n3\n4\n5\n6").question())
                .isEqualTo("send these 6 lines, 11 bytes, as one message to #lobby? y/N ");
    }

    @Test
    void nulCannotBeSent() {
        assertThat(typed("a\0b")).containsExactly("> PRIVMSG #lobby ab");
    }

    @Test
    void leaving() {
        assertThat(typed("quit")).containsExactly("leave ");
        assertThat(typed("/quit dinner time")).containsExactly("leave dinner time");
    }

    @Test
    void aReactionIsToTheLastMessageOfOthers() {
        chat.registered("ada", "");
        chat.received(Message.parse(":ada!a@h JOIN #lobby"));
        chat.received(Message.parse(":srv 366 ada #lobby :End of NAMES list"));
        assertThat(typed("/react 👍")).containsExactly("there is no message to react to");
        chat.received(Message.parse("@msgid=x1 :bob!b@h PRIVMSG #lobby :one"));
        chat.received(Message.parse("@msgid=x2 :cy!c@h PRIVMSG #lobby :two"));
        chat.received(Message.parse("@msgid=x3 :ada!a@h PRIVMSG #lobby :mine"));
        assertThat(typed("/react 👍")).containsExactly("> TAGMSG #lobby +draft/react=👍 +draft/reply=x2");
        assertThat(typed("/react bob -👍")).containsExactly("> TAGMSG #lobby +draft/reply=x1 +draft/unreact=👍");
        assertThat(typed("/answer bob yes, please")).containsExactly("> PRIVMSG #lobby yes, please +draft/reply=x1");
        assertThat(typed("/answer dee yes")).containsExactly("there is no message of dee to answer");
        assertThat(typed("/answer bob")).first().asString().startsWith("/answer needs parameters");
        assertThat(typed("/react :tada:")).containsExactly("> TAGMSG #lobby +draft/react=🎉 +draft/reply=x2");
        assertThat(typed("/react bob -:tada:")).containsExactly("> TAGMSG #lobby +draft/reply=x1 +draft/unreact=🎉");
        assertThat(typed("/react -1")).containsExactly("> TAGMSG #lobby +draft/react=👎 +draft/reply=x2");
        assertThat(typed("/react dee 👍")).containsExactly("there is no message of dee to react to");
        assertThat(typed("/react")).first().asString().startsWith("/react needs parameters");
    }

    @Test
    void commands() {
        assertThat(typed("/me waves")).containsExactly("> PRIVMSG #lobby \u0001ACTION waves\u0001");
        assertThat(typed("/msg bob  psst, you")).containsExactly("> PRIVMSG bob psst, you");
        assertThat(typed("/NICK lovelace")).containsExactly("> NICK lovelace");
        assertThat(typed("/who")).containsExactly("> NAMES #lobby");
        assertThat(typed("/who tea")).containsExactly("> NAMES #tea");
        assertThat(typed("/whois bob")).containsExactly("> WHOIS bob");
        assertThat(typed("/topic")).containsExactly("no topic is set; /topic TEXT sets one");
        assertThat(typed("/topic tea at four")).containsExactly("> TOPIC #lobby tea at four");
        assertThat(typed("/join tea")).containsExactly("> JOIN #tea");
        assertThat(typed("hello tea")).containsExactly("> PRIVMSG #tea hello tea");
        assertThat(typed("/join #lobby")).isEmpty();
        assertThat(typed("/part")).containsExactly("> PART #lobby");
        assertThat(typed("/history")).containsExactly("older #lobby 20");
        assertThat(typed("/history 50")).containsExactly("older #lobby 50");
        assertThat(typed("/history many"))
                .containsExactly("'many' is not a number of messages from 1 to 999 — /history 50");
        assertThat(typed("/delete")).containsExactly("delete last in #lobby");
        assertThat(typed("/rooms")).containsExactly("> LIST ");
    }

    @Test
    void aPrivateConversationIsATargetLikeARoom() {
        assertThat(typed("/msg bob")).isEmpty();
        assertThat(typed("psst")).containsExactly("> PRIVMSG bob psst");
        assertThat(typed("/me waves")).containsExactly("> PRIVMSG bob \u0001ACTION waves\u0001");
        assertThat(typed("/history")).containsExactly("older bob 20");
        assertThat(typed("/kick eve"))
                .containsExactly(
                        "this is your private conversation with bob, not a room — switch to a room: /switch #tea");
        assertThat(typed("/close")).isEmpty();
        assertThat(chat.target()).isEmpty();
    }

    @Test
    void aPrivateMessageToAGuestDoesNotWaitForWhoHasTheNameLater() {
        online = false;
        assertThat(input.check("/msg bob psst").reason()).startsWith("you are offline, and somebody else may be bob");
        chat.enter("bob");
        assertThat(input.check("psst").reason()).startsWith("you are offline");
        assertThat(input.check("/switch #lobby").reason()).isEmpty();
        chat.received(Message.parse(":bob!b@h ACCOUNT bob"));
        assertThat(input.check("psst").reason()).isEmpty();
        chat.enter("#lobby");
        assertThat(input.check("for the room").reason()).isEmpty();
    }

    @Test
    void aLineBehindACommandThatHasFailedIsAskedFor() {
        assertThat(typed("/join #a,b")).hasSize(1);
        assertThat(input.check("meant for a").question()).isEqualTo("/join has failed: send this to #lobby? y/N ");
        assertThat(typed("/jion #secret")).hasSize(1);
        assertThat(input.check("meant for secret").question()).isEqualTo("/join has failed: send this to #lobby? y/N ");
        assertThat(input.check("/join #secret").question()).isEmpty();
    }

    @Test
    void whereNoRoomIsChosenAMessageIsHeldAndACommandIsNot() {
        chat.leaveTarget();
        assertThat(input.check("meant for tea").reason()).startsWith("no room is chosen");
        assertThat(input.check("//meant for tea").reason()).startsWith("no room is chosen");
        assertThat(input.check("/help\nand more").reason()).startsWith("no room is chosen");
        assertThat(input.check("/switch #lobby").reason()).isEmpty();
        assertThat(input.check("quit").reason()).isEmpty();
        assertThat(input.check("").reason()).isEmpty();
    }

    @Test
    void commandsHaveOtherNamesAndMayBeShortened() {
        assertThat(typed("/names")).containsExactly("> NAMES #lobby");
        assertThat(typed("/w tea")).containsExactly("> NAMES #tea");
        assertThat(typed("/list")).containsExactly("> LIST ");
        assertThat(typed("/leave")).containsExactly("> PART #lobby");
        assertThat(typed("/exit")).containsExactly("leave ");
        assertThat(typed("/K bob")).containsExactly("> KICK #lobby bob");
        assertThat(typed("/j tea")).containsExactly("> JOIN #tea");
        assertThat(typed("/query bob")).isEmpty();
        assertThat(chat.target()).contains("bob");
        assertThat(typed("/n lovelace")).containsExactly("/n is short for several commands — /who, /nick");
        assertThat(typed("/mentoins")).containsExactly("unknown command /mentoins — did you mean /mentions?");
    }

    @Test
    void theTopicCanBeCleared() {
        assertThat(typed("/topic \"\"")).containsExactly("> TOPIC #lobby ");
        assertThat(typed("/topic -clear")).containsExactly("> TOPIC #lobby ");
        assertThat(typed("/topic ''tea''")).containsExactly("> TOPIC #lobby ''tea''");
    }

    @Test
    void mistakesAreAskedForUnlessTheUserDislikesIt() {
        assertThat(input.check("exit").question()).isEqualTo("send \"exit\" to #lobby? y/N (quit leaves) ");
        assertThat(input.check("hello").question()).isEmpty();
        assertThat(typed("/settings ask off")).containsExactly("ask = off");
        assertThat(input.check("exit").question()).isEmpty();
        assertThat(input.check("1\n2\n3\n4\n5\n6").question()).startsWith("send these 6 lines");
    }

    @Test
    void settingsAreListedAndChanged() {
        assertThat(help("/settings"))
                .contains("bell = on               ring the bell for mentions and private messages")
                .hasSizeLessThan(23)
                .allMatch(line -> line.length() < 80);
        assertThat(typed("/settings bell off")).containsExactly("bell = off");
        assertThat(help("/settings bell"))
                .containsExactly("bell = off (this session) ring the bell for mentions and private messages");
        assertThat(typed("/settings bell loud")).containsExactly("invalid value for bell: 'loud' — use on or off");
        assertThat(typed("/settings blel")).containsExactly("there is no setting 'blel' — did you mean bell?");
        assertThat(typed("/settings blel on"))
                .containsExactly("unknown setting 'blel' — did you mean bell? /settings lists all");
        assertThat(typed("/settings room.#tea.bell on")).containsExactly("room.#tea.bell = on");
        assertThat(help("/settings")).anyMatch(line -> line.startsWith("room.#tea.bell = on (this session) "));
    }

    @Test
    void ignoring() {
        assertThat(typed("/ignore")).containsExactly("nobody is ignored");
        assertThat(typed("/ignore bob")).containsExactly("messages of bob are hidden; /unignore bob shows them again");
        assertThat(hears(":Bob!b@h PRIVMSG #lobby :hi")).isFalse();
        assertThat(hears(":bob!b@h NOTICE ada :hi")).isFalse();
        assertThat(hears("@+typing=active :bob!b@h TAGMSG #lobby")).isFalse();
        assertThat(hears(":bob!b@h INVITE ada #tea")).isFalse();
        assertThat(hears(":bob!b@h PART #lobby")).isTrue();
        assertThat(hears(":cai!c@h PRIVMSG #lobby :hi")).isTrue();
        assertThat(chat.past(Message.parse(":bob!b@h PRIVMSG #lobby :hi"), Utterance.Origin.PAST))
                .isEmpty();
        assertThat(typed("/ignore")).containsExactly("ignored: bob");
        assertThat(typed("/unignore Bob")).containsExactly("messages of Bob are shown again");
        assertThat(hears(":bob!b@h PRIVMSG #lobby :hi")).isTrue();
        assertThat(typed("/unignore bob")).containsExactly("you do not ignore bob — /ignore lists whom you ignore");
        assertThat(typed("/ignore ada")).containsExactly("you cannot ignore yourself");
        assertThat(typed("/ignore 9lives"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("'9lives' is not a valid name"));
        assertThat(typed("/unignore")).hasSize(1).allMatch(line -> line.startsWith("/unignore needs parameters"));
    }

    @Test
    void aVerifiedUserIsIgnoredUnderEveryNick() {
        hears("@account=eve :eve!e@h JOIN #lobby");
        hears("@account=eve :eve!e@h NICK :innocent");
        assertThat(typed("/ignore innocent"))
                .containsExactly("messages of eve are hidden; /unignore eve shows them again");
        assertThat(hears("@account=eve :innocent!e@h PRIVMSG #lobby :hi")).isFalse();
        hears("@account=eve :innocent!e@h NICK :angel");
        assertThat(hears("@account=eve :angel!e@h PRIVMSG #lobby :hi")).isFalse();
        assertThat(hears("@account=innocent :innocent!i@h PRIVMSG #lobby :hi")).isTrue();
        assertThat(typed("/unignore angel")).containsExactly("messages of eve are shown again");
    }

    private boolean hears(String line) {
        return !chat.received(Message.parse(line)).isEmpty();
    }

    @Test
    void longMessagesAndAFrozenConnection() {
        assertThat(typed("/show")).containsExactly("unfold 0");
        assertThat(typed("/show 3")).containsExactly("unfold 3");
        assertThat(typed("/show all")).containsExactly("'all' is not the number of a long message — /show 1");
        assertThat(typed("/reconnect")).containsExactly("reconnect");
    }

    @Test
    void following() {
        assertThat(typed("/follow")).containsExactly("all rooms are shown; /follow shows only the current one again");
        assertThat(settings.get(Setting.FOLLOW)).isTrue();
        assertThat(typed("/follow")).containsExactly("only the current room is shown; /follow shows all");
        assertThat(settings.get(Setting.FOLLOW)).isFalse();
    }

    @Test
    void muting() {
        assertThat(typed("/mute")).containsExactly("#lobby is muted; /unmute #lobby ends it");
        assertThat(settings.get(Setting.MUTE, "#lobby")).isTrue();
        assertThat(typed("/unmute")).containsExactly("#lobby is no longer muted");
        assertThat(settings.get(Setting.MUTE, "#lobby")).isFalse();
        assertThat(typed("/mute nowhere"))
                .containsExactly("'nowhere' is not an open room or conversation — /switch lists the open ones");
        chat.leaveTarget();
        assertThat(typed("/mute")).hasSize(1).allMatch(line -> line.startsWith("/mute needs parameters"));
    }

    @Test
    void logging(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("chat.log");
        assertThat(typed("/log")).containsExactly("there is no log; /log FILE begins one");
        assertThat(typed("/log " + file)).containsExactly("everything is appended to " + file + "; /log off ends it");
        log.accept(chat.info("seen"));
        log.accept(new Notice.Help(Instant.EPOCH, List.of()));
        assertThat(typed("/log off")).containsExactly("the log in " + file + " ends here");
        log.accept(chat.info("not any more"));
        assertThat(Files.readAllLines(file)).hasSize(1).allMatch(line -> line.endsWith(" seen"));
        assertThat(typed("/log off")).containsExactly("there is no log");
        assertThat(typed("/log " + directory))
                .hasSize(1)
                .allMatch(line -> line.startsWith("cannot write " + directory) && line.endsWith("/log FILE"));
        assertThat(log.path()).isEmpty();
    }

    @Test
    void helpFitsOnAScreen() {
        List<List<String>> pages = new ArrayList<>(List.of(help("/help")));
        Help.topics().forEach(topic -> pages.add(help("/help " + topic)));
        Commands.all().forEach(command -> pages.add(help("/help " + command.name())));
        assertThat(pages)
                .hasSizeGreaterThan(30)
                .allSatisfy(page -> assertThat(page)
                        .hasSizeBetween(1, 22)
                        .allMatch(line -> line.length() < 80)
                        .noneMatch(line -> line.contains("00:00")));
    }

    @Test
    void helpNamesEachCommandOnce() {
        String page = String.join("\n", help("/help"));
        assertThat(Commands.all())
                .allSatisfy(command -> assertThat(page.split(Pattern.quote(command.form()) + "( |\n)", -1))
                        .hasSizeGreaterThan(1));
    }

    @Test
    void helpAboutOneThing() {
        assertThat(help("/help me")).containsExactly("/me ACTION              say what you are doing, as in /me waves");
        assertThat(help("/help /whoami")).contains("Also: /info");
        assertThat(help("/help exit")).first().asString().startsWith("/quit [REASON]");
        assertThat(help("/help search")).anyMatch(line -> line.startsWith("Example: /search "));
        assertThat(help("/help operators")).anyMatch(line -> line.startsWith("/kick NAME [REASON] "));
        assertThat(help("/help keys")).anyMatch(line -> line.startsWith("Alt-a "));
        assertThat(help("/help who")).hasSize(2);
        assertThat(typed("/help nope")).containsExactly("there is no command or topic 'nope' — /help lists all");
        assertThat(typed("/help serach"))
                .containsExactly("there is no command or topic 'serach' — did you mean /help search?");
    }

    private List<String> help(String line) {
        return typed(line).get(0).lines().toList();
    }

    @Test
    void commandsOfThoseWhoKeepARoom() {
        assertThat(typed("/join lab sesame")).containsExactly("> JOIN #lab sesame");
        chat.enter("#lobby");
        assertThat(typed("/invite bob")).containsExactly("> INVITE bob #lobby");
        assertThat(typed("/invite bob lab")).containsExactly("> INVITE bob #lab");
        assertThat(typed("/kick bob")).containsExactly("> KICK #lobby bob");
        assertThat(typed("/kick bob no  spam")).containsExactly("> KICK #lobby bob no  spam");
        assertThat(typed("/ban bob")).containsExactly("> MODE #lobby +b bob!*@*");
        assertThat(typed("/ban *!*@host")).containsExactly("> MODE #lobby +b *!*@host");
        assertThat(typed("/ban")).containsExactly("> MODE #lobby b");
        assertThat(typed("/unban bob")).containsExactly("> MODE #lobby -b bob!*@*");
        assertThat(typed("/op bob")).containsExactly("> MODE #lobby +o bob");
        assertThat(typed("/deop bob")).containsExactly("> MODE #lobby -o bob");
        assertThat(typed("/voice bob")).containsExactly("> MODE #lobby +v bob");
        assertThat(typed("/devoice bob")).containsExactly("> MODE #lobby -v bob");
        assertThat(typed("/lock")).containsExactly("> MODE #lobby +i");
        assertThat(typed("/lock sesame")).containsExactly("> MODE #lobby +k sesame");
        assertThat(typed("/unlock")).containsExactly("> MODE #lobby -ik *");
        assertThat(typed("/away lunch at noon")).containsExactly("> AWAY lunch at noon");
        assertThat(typed("/away")).containsExactly("> AWAY away");
        assertThat(typed("/back")).containsExactly("> AWAY ");
        assertThat(typed("/oper secret words")).containsExactly("> OPER ada secret words");
        assertThat(typed("/oper")).containsExactly("> OPER ada *");
    }

    @Test
    void whatCannotBeSentIsExplained() {
        assertThat(typed("/invite")).hasSize(1).allMatch(line -> line.startsWith("/invite needs parameters"));
        assertThat(typed("/kick")).hasSize(1).allMatch(line -> line.startsWith("/kick needs parameters"));
        assertThat(typed("/kick 9lives")).hasSize(1).allMatch(line -> line.startsWith("'9lives' is not a valid name"));
        assertThat(typed("/op"))
                .containsExactly("/op needs parameters — /op NAME: make a user an operator of the room");
        assertThat(typed("/unban")).hasSize(1).allMatch(line -> line.startsWith("/unban needs parameters"));
        assertThat(typed("/ban a b")).hasSize(1).allMatch(line -> line.startsWith("'a b' is not a valid name"));
        assertThat(typed("/lock a b")).hasSize(1).allMatch(line -> line.startsWith("'a b' is not a valid key"));
        assertThat(typed("/join lab a,b")).hasSize(1).allMatch(line -> line.startsWith("'a,b' is not a valid key"));
        chat.received(Message.parse(":ada!a@host PART #lobby"));
        assertThat(typed("/kick bob"))
                .containsExactly("no room is chosen: /switch lists the open ones, /join #tea joins one");
    }

    @Test
    void searching() {
        assertThat(typed("/search")).hasSize(1).allMatch(line -> line.startsWith("/search needs parameters"));
        assertThat(typed("/search boiler pressure"))
                .containsExactly("> SEARCH text=boiler\\spressure;in=#lobby;limit=50");
        assertThat(typed("/search from:bob in:#tea tea"))
                .containsExactly("> SEARCH from=bob;text=tea;in=#tea;limit=50");
        assertThat(typed("/search after:2026-11-20 before:2026-11-21T12:30 in:* http://x"))
                .containsExactly("> SEARCH after=2026-11-19T23:00:00.000Z;before=2026-11-21T11:29:59.999Z;"
                        + "text=http://x;limit=50");
        assertThat(typed("/search in:*"))
                .containsExactly("the search is empty — /search boiler from:bob after:yesterday");
        for (String nothing : List.of("\"\"", "\"", "\" \"", "\u201c\u201d", "\u00a0", "\"\" in:*")) {
            assertThat(typed("/search " + nothing))
                    .as(nothing)
                    .containsExactly("the search is empty — /search boiler from:bob after:yesterday");
        }
        assertThat(typed("/search from:bob \"\"")).containsExactly("> SEARCH from=bob;in=#lobby;limit=50");
        assertThat(typed("/search \"at last\"")).containsExactly("> SEARCH text=\"at\\slast\";in=#lobby;limit=50");
        assertThat(typed("/search after:soon x")).hasSize(1).allMatch(line -> line.startsWith("'soon' is not a date"));
        assertThat(typed("/search " + "\u20ac".repeat(165)))
                .hasSize(1)
                .allMatch(line -> line.startsWith("the search is too long"));
        assertThat(typed("/search in:a,b x")).hasSize(1).allMatch(line -> line.startsWith("'a,b' is not a room"));
    }

    @Test
    void wrongCommandsAreExplainedAndNeverSaid() {
        assertThat(typed("/mgs bob hi")).containsExactly("unknown command /mgs — did you mean /msg?");
        assertThat(typed("/wh")).containsExactly("/wh is short for several commands — /who, /whois, /whoami");
        assertThat(typed("/frobnicate"))
                .containsExactly("unknown command /frobnicate"
                        + " — /help lists all commands; to send a message that begins with /, type //");
        assertThat(typed("/")).hasSize(1).allMatch(line -> line.startsWith("unknown command /"));
        assertThat(typed("/msg #tea is it ready?")).containsExactly("you are not in #tea — /join #tea");
        assertThat(typed("/msg"))
                .containsExactly("/msg needs parameters — /msg NAME [TEXT]: send a private message;"
                        + " without TEXT, open a private conversation");
        assertThat(typed("/nick 9lives")).hasSize(1).allMatch(line -> line.startsWith("'9lives' is not a valid name"));
        assertThat(typed("/join #a,b")).hasSize(1).allMatch(line -> line.contains("is not a valid room name"));
        assertThat(typed("/part #tea"))
                .containsExactly("you are not in #tea — /switch lists the rooms that you are in");
        assertThat(typed("/part #lobby see you")).containsExactly("> PART #lobby see you");
    }

    @Test
    void longLinesFitTheWireWhenTheyAreRelayed() {
        List<String> sent = typed("word ".repeat(300) + "ä".repeat(600));
        assertThat(sent)
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(Utf8.length(":ada!a@host " + line.substring(2) + ":\r\n"))
                        .isLessThanOrEqualTo(Message.MAX_BODY));
        assertThat(typed("/me " + "x".repeat(600)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("> PRIVMSG #lobby \u0001ACTION ")
                        .endsWith("\u0001"));
    }

    @Test
    void withoutARoomNothingCanBeSaid() {
        chat.received(Message.parse(":ada!a@host PART #lobby"));
        assertThat(typed("hello"))
                .containsExactly("no room is chosen: /switch lists the open ones, /join #tea joins one");
        assertThat(typed("/topic x"))
                .containsExactly("no room is chosen: /switch lists the open ones, /join #tea joins one");
    }

    private List<String> typed(String text) {
        done.clear();
        sent.clear();
        input.typed(text);
        return List.copyOf(done);
    }
}
