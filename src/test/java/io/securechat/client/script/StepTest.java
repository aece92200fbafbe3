package io.securechat.client.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"say\",\"text\":\"hello\"}",
                "{\"v\":1,\"id\":\"7\",\"command\":\"say\",\"text\":\"two\\nlines\",\"room\":\"#tea\"}",
                "{\"command\":\"say\",\"text\":\"psst\",\"to\":\"bob\"}",
                "{\"command\":\"history\",\"limit\":100,\"before\":\"eb1sm26fbdhc\"}",
                "{\"command\":\"history\",\"after\":\"2026-11-24T09:00:00Z\"}",
                "{\"command\":\"topic\",\"text\":\"\"}",
                "{\"command\":\"react\",\"message\":\"x1\",\"emoji\":\":+1:\"}",
                "{\"command\":\"back\"}",
            })
    void validCommands(String line) {
        assertThat(Call.of(line, "#lobby").command().name()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hello                                            | it is not valid JSON
            {}                                               | the object has no "command"
            {"command":1}                                    | the object has no "command"
            {"command":"dance"}                              | there is no command "dance"
            {"command":"SAY","text":"x"}                     | there is no command "SAY"
            {"v":2,"command":"back"}                         | version 2 of the format is not supported
            {"command":"back","id":7}                        | the "id" of the command is not a string
            {"command":"say"}                                | the command say needs "text"
            {"command":"say","text":7}                       | the "text" of the command is not a text
            {"command":"say","text":" "}                     | the "text" of the command is not a text
            {"command":"say","text":"a\\u0000b"}              | the "text" of the command is not a text
            {"command":"say","text":"\\ud800"}                | the "text" of the command is not a text
            {"command":"say","text":"x","rom":"#tea"}        | the command say has no "rom"
            {"command":"say","text":"x","room":"tea"}        | the "room" of the command is not a room
            {"command":"say","text":"x","room":"#a,#b"}      | the "room" of the command is not a room
            {"command":"say","text":"x","to":"#tea"}         | the "to" of the command is not a valid name
            {"command":"say","text":"x","room":"#a","to":"b"} | the command say has both "room" and "to"
            {"command":"topic","text":"a\\nQUIT"}             | the "text" of the command is not one line
            {"command":"nick","name":"a\\r\\nQUIT"}            | the "name" of the command is not a valid name
            {"command":"join","room":"#a","key":"b c"}       | the "key" of the command is not a word
            {"command":"join","room":"#a","key":":b"}        | the "key" of the command is not a word
            {"command":"delete","message":"a b"}             | the "message" of the command is not the id
            {"command":"history","limit":0}                  | the "limit" of the command is not a number from 1 to 100
            {"command":"history","limit":"5"}                | the "limit" of the command is not a number
            {"command":"search","before":"yesterday"}        | the "before" of the command is not a time
            {"command":"typing","state":"maybe"}             | the "state" of the command is not active
            {"command":"react","message":"x","emoji":"\\n"}   | the "emoji" of the command is not an emoji
            """)
    void invalidCommands(String line, String reason) {
        assertThatThrownBy(() -> Call.of(line, "#lobby").command())
                .isInstanceOf(Problem.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aLineOfTheProtocolIsNeverLongerThanAllowed() {
        String line = "{\"command\":\"topic\",\"text\":\"" + "é".repeat(200) + "\"}";
        assertThatThrownBy(() -> Call.of(line, "#lobby").command()).hasMessageContaining("up to 380 bytes");
    }

    @Test
    void membershipAndNamesChangeAlone() {
        assertThat(Step.of("{\"command\":\"join\",\"room\":\"#a\"}", 1, "").isAlone())
                .isTrue();
        assertThat(Step.of("{\"command\":\"say\",\"text\":\"x\"}", 1, "").isAlone())
                .isFalse();
        assertThat(Step.of("{\"command\":\"quit\"}", 1, "").isLast()).isTrue();
        assertThat(Step.of("nonsense", 1, "").isLast()).isFalse();
    }
}
