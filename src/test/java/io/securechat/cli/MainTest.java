package io.securechat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

class MainTest {
    @RegisterExtension
    final Printed printed = new Printed();

    @Test
    void withoutACommandItTellsTheCommands() {
        assertThat(Main.run()).isZero();

        assertThat(printed.out()).contains("gencert", "serve", "join");
        assertThat(printed.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gencert", "serve", "join"})
    void eachCommandTellsItsOptionsAndTheVersion(String command) {
        assertThat(Main.run(command, "--help")).isZero();
        assertThat(Main.run(command, "--version")).isZero();

        assertThat(printed.out()).contains("--").contains("securechat");
        assertThat(printed.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            surf                    | there is no command 'surf'               | --help
            jion                    | there is no command 'jion'               | did you mean join?
            renew bob               | there is no command 'renew'              | did you mean gencert renew?
            gencert usr ada         | there is no command 'gencert usr'        | did you mean gencert csr or gencert user?
            gencert xyz             | there is no command 'gencert xyz'        | gencert --help
            serve --prot 1          | unknown option '--prot'                  | did you mean --port? java -jar
            serve --prot=1          | unknown option '--prot=1'                | did you mean --port?
            serve --nonsense        | unknown option '--nonsense'              | serve --help
            --prot                  | unknown option '--prot'                  | --help
            @nosuch                 | there is no file 'nosuch'                | @FILE
            serve @nosuch           | there is no file 'nosuch'                | @FILE
            join @nosuch            | there is no file 'nosuch'                | @FILE
            serve --port 1 --port 2 | --port is given twice                    | omit one
            serve --ping x          | invalid value for --ping: 'x'            | use
            join --nobell           | unknown option '--nobell'                | did you mean --no-bell?
            join --bell=off         | --bell takes no value                    | use --bell or --no-bell
            join --palette red      | invalid value for --palette: 'red'       | use auto, dark or light
            join --quiet            | --quiet has no value                     | use --quiet HOURS
            serve --port --dev      | --port has no value                      | use --port PORT
            serve --port many       | invalid value for --port: 'many'         | 1 to 65535
            serve --port            | --port                                   | serve --help
            serve --port 65536      | invalid value for --port: '65536'        | 1 to 65535
            serve --sendq 65535     | invalid value for --sendq: '65535'       | 65536
            serve --flood 200       | invalid value for --flood: '200'         | such as 200/20
            serve --flood 0/20      | invalid value for --flood: '0/20'        | or off
            serve --flood 19/1      | invalid value for --flood: '19/1'        | 20 messages
            serve --flood 20/201    | invalid value for --flood: '20/201'      | one every 10 seconds
            serve --flood 99/0      | invalid value for --flood: '99/0'        | or off
            serve --ping 0          | invalid value for --ping: '0'            | 1 or more
            serve --max-connections 0 | invalid value for --max-connections: '0' | 1 or more
            serve --replay 101      | invalid value for --replay: '101'      | 100
            serve --operator 1olga  | invalid value for --operator: '1olga'  | letters
            serve --oper-password-file x | invalid value for --oper-password-file: 'x' | --operator
            serve --max-per-certificate -1 | invalid value for --max-per-certificate: '-1' | or 0 for any number
            serve --names all       | invalid value for --names: 'all'         | use auto, certificate or free
            serve --name a_b        | invalid value for --name: 'a_b'          | letters
            serve --keep 0          | invalid value for --keep: '0'            | 1 to 36500
            serve --keep-size 0     | invalid value for --keep-size: '0'       | 1 or more
            serve back up           | there is no command 'serve back'         | serve --help
            serve backup            | the argument 'FILE' is missing                                   | serve backup --help
            serve backup a b        | unexpected argument 'b'                                      | serve backup --help
            serve export --room tea | invalid value for --room: 'tea'          | #lobby
            serve reindex x         | 'x'                                      | serve reindex --help
            serve --lobby a,b       | invalid value for --lobby: 'a,b'         | #lobby
            join --port 0           | invalid value for --port: '0'            | 1 to 65535
            join --name 1ada        | invalid value for --name: '1ada'         | 1 to 32
            join --room tea         | invalid value for --room: 'tea'          | #tea
            join --color red        | invalid value for --color: 'red'         | auto, always or never
            join --send             | --send                                   | join --help
            join --send=            | there is no text to send                 | join --send
            join --to bob           | --to needs --send                        | join --send TEXT --to bob
            join --send x --to #a   | invalid value for --to: '#a'             | 1 to 32
            join --send x --json    | --send prints nothing                    | join --send TEXT
            join --send x --listen  | --send prints nothing                    | join --send TEXT
            join --input json       | --input needs --json                     | join --json --input json
            join --json --input xml | invalid value for --input: 'xml'         | use auto, json or text
            join --since 1h         | --since needs --listen                   | join --listen --since 1h
            join --listen --since 1 | invalid value for --since: '1'           | such as 30m, 12h or 7d
            join --room #a --room b | invalid value for --room: 'b'            | #tea
            join here there         | 'there'                                  | join --help
            join localhost 9000     | '9000'                                   | join localhost:9000
            gencert --days 0        | invalid value for --days: '0'            | 1 to 3650
            """)
    void wrongUsageIsOneSentenceAndAHint(String line, String sentence, String hint) {
        assertThat(Main.run(line.split(" "))).isEqualTo(ExitCode.USAGE);

        String[] lines = printed.err().split("\\R");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("error: ").contains(sentence);
        assertThat(lines[1]).startsWith("hint: ").contains(hint);
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void theFileOfTheOperatorsPasswordMustHaveOne(@TempDir Path directory) throws IOException {
        String file =
                Files.writeString(directory.resolve("password"), "\nsecret\n").toString();
        assertThat(Main.run("serve", "--operator", "olga", "--oper-password-file", file))
                .isNotZero();
        assertThat(Main.run("serve", "--operator", "olga", "--oper-password-file", file + "2"))
                .isNotZero();

        assertThat(printed.err())
                .contains("the first line of '" + file + "' has 0 characters")
                .contains("there is no file '" + file + "2'", "or omit --oper-password-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "export", "reindex"})
    void theCommandsOfServeTellTheirOptions(String command) {
        assertThat(Main.run("serve", command, "--help")).isZero();

        assertThat(printed.out()).contains("serve " + command, "--journal");
        assertThat(printed.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ada lovelace", "ada\u0007", "ada\u001b[31m", "ad\u202ea", "aaaaaaaaaabbbbbbbbbbccccccccccddd"})
    void aStrangeNameDoesNotReachTheTerminal(String name) {
        assertThat(Main.run("join", "--name", name)).isEqualTo(ExitCode.USAGE);

        String said = printed.err();
        assertThat(said).startsWith("error: invalid value for --name: '");
        assertThat(said.codePoints())
                .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT));
    }
}
