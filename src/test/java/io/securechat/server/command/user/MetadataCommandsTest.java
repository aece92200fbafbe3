package io.securechat.server.command.user;

import io.securechat.irc.Metadata;
import io.securechat.server.Script;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetadataCommandsTest {
    private static final String TELLING = " with draft/metadata-2 batch";

    @Test
    void valuesAreSetReadListedAndCleared() throws Exception {
        Script.play("""
                ada connects""" + TELLING + "\n" + """
                ada> METADATA * SET avatar :https://ada.example/a b.png
                ada< :test.server 761 ada ada avatar * :https://ada.example/a b.png
                bob connects""" + TELLING + "\n" + """
                bob> METADATA ada GET avatar Avatar url
                bob< :test.server BATCH +{get} metadata
                bob< @batch={get} :test.server 761 bob ada avatar * :https://ada.example/a b.png
                bob< @batch={get} :test.server FAIL METADATA INVALID_KEY Avatar :…
                bob< @batch={get} :test.server 766 bob ada url :Key not set
                bob< :test.server BATCH -{get}
                ada> METADATA * SET avatar
                ada< :test.server 766 ada ada avatar :Key not set
                ada> METADATA * SET url x
                ada< … 761 ada ada url * :x
                ada> METADATA ADA LIST
                ada< :test.server BATCH +{list} metadata
                ada< @batch={list} :test.server 761 ada ada url * :x
                ada< :test.server BATCH -{list}
                ada> METADATA * CLEAR
                ada< :test.server BATCH +{clear} metadata
                ada< @batch={clear} :test.server 766 ada ada url :Key not set
                ada< :test.server BATCH -{clear}
                """);
    }

    @Test
    void changesAreSentToSubscribersWhoShareAChannel() throws Exception {
        Script.play("""
                ada connects""" + TELLING + "\n" + """
                bob connects""" + TELLING + "\n" + """
                eve connects
                ada> METADATA * SUB url avatar UPPER
                ada< :test.server FAIL METADATA INVALID_KEY UPPER :…
                ada< :test.server 770 ada url avatar
                ada< :test.server BATCH +{sub} metadata
                ada< :test.server BATCH -{sub}
                bob> METADATA * SET url :x y
                bob< … 761 …
                ada< :bob!bob@… METADATA bob url * :x y
                bob> METADATA * SET url :x y
                bob< … 761 …
                bob> METADATA * SET im z
                bob< … 761 …
                bob> METADATA * SET url
                bob< … 766 …
                ada< :bob!bob@… METADATA bob url *
                ada> METADATA * SET url own
                ada< … 761 …
                ada> METADATA * SUBS
                ada< :test.server 772 ada url avatar
                ada> METADATA * UNSUB url im
                ada< :test.server 771 ada url im
                bob> METADATA * SET url again
                bob< … 761 …
                bob> PART #lobby
                bob< …
                ada< …
                eve< …
                ada> METADATA * SUB url
                ada< :test.server 770 ada url
                ada< :test.server BATCH +{second} metadata
                ada< @batch={second} :test.server METADATA ada url * :own
                ada< :test.server BATCH -{second}
                bob> METADATA * SET url :nobody sees this
                bob< … 761 …
                bob> JOIN #lobby
                bob< … JOIN #lobby
                bob< … 353 …
                bob< … 366 …
                eve< … JOIN …
                ada< … JOIN …
                ada< :bob!bob@… METADATA bob url * :nobody sees this
                ada> CAP REQ -draft/metadata-2
                ada< …
                ada> METADATA * SUBS
                """);
    }

    @Test
    void operatorsSetTheMetadataOfAChannel() throws Exception {
        Script.play("""
                ada connects""" + TELLING + "\n" + """
                bob connects""" + TELLING + "\n" + """
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada> METADATA #Lab SET url :https://lab.example
                ada< :test.server 761 ada #lab url * :https://lab.example
                bob> METADATA #lab SET url :https://evil.example
                bob< :test.server FAIL METADATA KEY_NO_PERMISSION #lab url :Only the channel's operators may do that
                bob> METADATA #lab CLEAR
                bob< :test.server FAIL METADATA KEY_NO_PERMISSION #lab * :…
                bob> METADATA ada SET url :https://evil.example
                bob< :test.server FAIL METADATA KEY_NO_PERMISSION ada url :You can change only your own metadata: METADATA *
                bob> METADATA * SUB url
                bob< … 770 bob url
                bob< … BATCH +{sub} metadata
                bob< … BATCH -{sub}
                bob> JOIN #lab
                bob< … JOIN #lab
                bob< … 353 …
                bob< … 366 …
                bob< :test.server BATCH +{join} metadata
                bob< @batch={join} :test.server METADATA #lab url * :https://lab.example
                bob< :test.server BATCH -{join}
                ada< … JOIN #lab
                ada> METADATA #lab SET url :https://new.example
                ada< … 761 …
                bob< :ada!ada@… METADATA #lab url * :https://new.example
                bob> METADATA #lab SYNC
                bob< :test.server BATCH +{sync} metadata
                bob< @batch={sync} :test.server METADATA #lab url * :https://new.example
                bob< :test.server BATCH -{sync}
                """);
    }

    @Test
    void valuesCanBeSetBeforeRegistration() throws Exception {
        Script.play("""
                bob connects""" + TELLING + "\n" + """
                bob> METADATA * SUB url
                bob< … 770 bob url
                bob< … BATCH +…
                bob< … BATCH -…
                ada opens
                ada> CAP REQ :batch draft/metadata-2
                ada< …
                ada> METADATA * SET url x
                ada< :test.server 761 * * url * :x
                ada> METADATA * SUB url
                ada< :test.server 770 * url
                ada> METADATA bob LIST
                ada< :test.server FAIL METADATA INVALID_TARGET bob :…
                ada> NICK ada
                ada> USER ada 0 * :Ada
                ada> CAP END
                ada< … 001 …
                ada< … 002 …
                ada< … 003 …
                ada< … 004 …
                ada< … 005 …
                ada< … 005 …
                ada< … 005 …
                ada< :test.server BATCH +{own} metadata
                ada< @batch={own} :test.server 761 ada ada url * :x
                ada< :test.server BATCH -{own}
                ada< … 251 …
                ada< … 252 …
                ada< … 253 …
                ada< … 254 …
                ada< … 255 …
                ada< … 265 …
                ada< … 266 …
                ada< … 422 …
                ada< … JOIN #lobby
                ada< … 353 …
                ada< … 366 …
                ada< … BATCH +{joined} metadata
                ada< … METADATA ada url * :x
                ada< … BATCH -{joined}
                bob< … JOIN …
                bob< :ada!ada@… METADATA ada url * :x
                """);
    }

    @Test
    void errorsHaveTheirCodes() throws Exception {
        Script.play("""
                ada connects""" + TELLING + "\n"
                + """
                ada> METADATA
                ada< :test.server FAIL METADATA INVALID_PARAMS * :…
                ada> METADATA * get
                ada< :test.server FAIL METADATA INVALID_PARAMS GET :…
                ada> METADATA * SNEEZE
                ada< :test.server FAIL METADATA INVALID_SUBCOMMAND SNEEZE :…
                ada> METADATA nobody LIST
                ada< :test.server FAIL METADATA INVALID_TARGET nobody :…
                ada> METADATA #nowhere LIST
                ada< :test.server FAIL METADATA INVALID_TARGET #nowhere :…
                ada> METADATA #lobby SUB url
                ada< :test.server FAIL METADATA INVALID_TARGET #lobby :…
                ada> METADATA * SET %s x
                ada< :test.server FAIL METADATA INVALID_KEY kkk… :…
                ada> METADATA * SET url :%s
                ada< :test.server FAIL METADATA INVALID_VALUE :A value has at most 300 bytes
                """.formatted("k".repeat(Metadata.MAX_KEY + 1), "é".repeat(Metadata.MAX_VALUE / 2) + "x"));
    }

    @Test
    void limitsAreEnforced() throws Exception {
        String sets = IntStream.range(0, Metadata.MAX_KEYS)
                .mapToObj(i -> "ada> METADATA * SET k" + i + " x\nada< … 761 …\n")
                .collect(Collectors.joining());
        String subscriptions = IntStream.range(0, Metadata.MAX_SUBSCRIPTIONS)
                .mapToObj(i -> "ada> METADATA * SUB s" + i + "\nada< … 770 …\nada< … BATCH +…\nada< … BATCH -…\n")
                .collect(Collectors.joining());
        Script.play("ada connects" + TELLING + "\n" + sets + subscriptions + """
                ada> METADATA * SET one.more x
                ada< :test.server FAIL METADATA LIMIT_REACHED ada :…
                ada> METADATA * SET k0 y
                ada< … 761 …
                ada> METADATA * SUB s0 one.more s1
                ada< :test.server FAIL METADATA TOO_MANY_SUBS one.more :…
                ada< :test.server 770 ada s0
                """);
    }

    @Test
    void thirdDraftUsesNumericsAndNamesTheTargetOfABatch() throws Exception {
        Script.play("""
                bob connects with draft/metadata-2 batch
                bob> METADATA * SUB url
                bob< … 770 …
                bob< … BATCH +…
                bob< … BATCH -…
                ada connects with draft/metadata-3 batch
                ada> METADATA * SUB url UPPER avatar
                ada< :test.server WARN METADATA INVALID_KEY UPPER :…
                ada< :test.server 770 ada url avatar
                ada< :test.server BATCH +{sub} metadata *ALL
                ada< :test.server BATCH -{sub}
                ada> METADATA * SUBS
                ada< :test.server BATCH +{subs} metadata-subs
                ada< @batch={subs} :test.server 772 ada url avatar
                ada< :test.server BATCH -{subs}
                bob> METADATA * SET url :x y
                bob< … 761 …
                ada< :test.server 761 ada bob url * :x y
                ada> METADATA * SET url z
                ada< … 761 ada ada url * :z
                bob< :ada!ada@… METADATA ada url * :z
                ada> METADATA bob GET url Avatar im
                ada< :test.server BATCH +{get} metadata bob
                ada< @batch={get} :test.server 761 ada bob url * :x y
                ada< @batch={get} :test.server WARN METADATA INVALID_KEY Avatar :…
                ada< @batch={get} :test.server 766 ada bob im :Key not set
                ada< :test.server BATCH -{get}
                ada> METADATA #lobby SYNC
                ada< :test.server BATCH +{sync} metadata #lobby
                ada< @batch={sync} :test.server 761 ada bob url * :x y
                ada< @batch={sync} :test.server 761 ada ada url * :z
                ada< :test.server BATCH -{sync}
                ada> METADATA *ALL SYNC
                ada< :test.server BATCH +{all} metadata *ALL
                ada< @batch={all} :test.server 761 ada ada url * :z
                ada< @batch={all} :test.server 761 ada bob url * :x y
                ada< :test.server BATCH -{all}
                bob> METADATA *ALL SYNC
                bob< :test.server FAIL METADATA INVALID_TARGET *ALL :…
                ada> METADATA * SNEEZE
                ada< :test.server FAIL METADATA INVALID_PARAMS SNEEZE :…
                ada> METADATA * CLEAR
                ada< :test.server BATCH +{clear} metadata ada
                ada< @batch={clear} :test.server 766 ada ada url :Key not set
                ada< :test.server BATCH -{clear}
                bob< :ada!ada@… METADATA ada url *
                ada> METADATA * UNSUB avatar :no key
                ada< :test.server WARN METADATA INVALID_KEY * :…
                ada< :test.server 771 ada avatar
                ada> JOIN #lab
                ada< … JOIN #lab
                ada< … 353 …
                ada< … 366 …
                ada< :test.server BATCH +{join} metadata #lab
                ada< :test.server BATCH -{join}
                """);
    }

    @Test
    void thirdDraftInformsMonitoringClients() throws Exception {
        Script.play("""
                ada connects with draft/metadata-3 batch
                ada> METADATA * SUB url
                ada< … 770 …
                ada< … BATCH +…
                ada< … BATCH -…
                ada> PART #lobby
                ada< … PART …
                bob connects
                bob> METADATA * SET url x
                bob< … 761 …
                ada> MONITOR + bob,carol
                ada< :test.server 730 ada :bob!bob@…
                ada< :test.server BATCH +{known} metadata bob
                ada< @batch={known} :test.server 761 ada bob url * :x
                ada< :test.server BATCH -{known}
                ada< :test.server 731 ada :carol
                bob> METADATA * SET url
                bob< … 766 …
                ada< :test.server 766 ada bob url :Key not set
                carol connects
                ada< :test.server 730 ada :carol!carol@…
                ada< :test.server BATCH +{came} metadata carol
                ada< :test.server BATCH -{came}
                """);
    }

    @Test
    void thirdDraftNamesTheLimit() throws Exception {
        String subscriptions = IntStream.range(0, Metadata.MAX_SUBSCRIPTIONS)
                .mapToObj(i -> "ada> METADATA * SUB s" + i + "\nada< … 770 …\nada< … BATCH +…\nada< … BATCH -…\n")
                .collect(Collectors.joining());
        String sets = IntStream.range(0, Metadata.MAX_KEYS)
                .mapToObj(i -> "ada> METADATA * SET k" + i + " x\nada< … 761 …\n")
                .collect(Collectors.joining());
        Script.play("ada connects with draft/metadata-3 batch\n" + sets + subscriptions
                + """
                ada> METADATA * SET one.more x
                ada< :test.server FAIL METADATA LIMIT_REACHED ada %d :…
                ada> METADATA * SUB one.more s1
                ada< :test.server FAIL METADATA LIMIT_REACHED one.more %d :…
                ada> METADATA * SET k0 :%s
                ada< :test.server FAIL METADATA INVALID_VALUE k0 :…
                """.formatted(Metadata.MAX_KEYS, Metadata.MAX_SUBSCRIPTIONS, "x".repeat(Metadata.MAX_VALUE + 1)));
    }
}
