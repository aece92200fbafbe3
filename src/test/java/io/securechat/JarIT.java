package io.securechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The licenses in the jar, and its list of parts. */
class JarIT {
    private static final Pattern COMPONENT = Pattern.compile("\"purl\" : \"pkg:maven/([^/]+)/([^@]+)@([^?\"]+)");

    /** Packages at the root of the jar, by the group of the artifact that they belong to. */
    private static final List<String> PACKAGES = List.of(
            "ch/qos/logback",
            "com/fasterxml/jackson/core",
            "com/github/benmanes/caffeine",
            "com/google/errorprone/annotations",
            "de/siegmar/fastcsv",
            "io/netty",
            "io/prometheus",
            "org/bouncycastle",
            "org/jline",
            "org/slf4j",
            "org/sqlite",
            "picocli");

    @Test
    void theNoticeIsOurs() throws Exception {
        assertThat(read("META-INF/NOTICE")).startsWith("securechat\n").doesNotContain("Apache Software Foundation");
        assertThat(read("META-INF/LICENSE")).contains("Apache License").contains("Version 2.0");
    }

    @Test
    void everyPartHasItsLicense() throws Exception {
        String licenses = read("META-INF/THIRD-PARTY.txt");
        Set<String> groups = COMPONENT
                .matcher(read("META-INF/sbom/application.cdx.json"))
                .results()
                .map(match -> match.group(1))
                .filter(group -> !group.equals("io.securechat"))
                .collect(Collectors.toSet());
        assertThat(groups)
                .hasSizeGreaterThan(5)
                .allSatisfy(group -> assertThat(licenses).contains("\n" + group + ":"));
    }

    @Test
    void theListOfPartsIsComplete() throws Exception {
        try (JarFile jar = open()) {
            Set<String> elsewhere = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .filter(name -> PACKAGES.stream().noneMatch(known -> name.startsWith(known + "/")))
                    .map(name -> name.substring(0, name.lastIndexOf('/')))
                    .filter(name -> !name.startsWith("io/securechat"))
                    .collect(Collectors.toSet());
            assertThat(elsewhere).isEmpty();
        }
        assertThat(read("META-INF/sbom/application.cdx.json"))
                .contains("\"bomFormat\" : \"CycloneDX\"")
                .contains("pkg:maven/org.xerial/sqlite-jdbc@")
                .contains("pkg:maven/io.netty/netty-handler@");
    }

    private static String read(String entry) throws IOException {
        try (JarFile jar = open()) {
            JarEntry found = jar.getJarEntry(entry);
            assertThat(found).as(entry).isNotNull();
            return new String(jar.getInputStream(found).readAllBytes(), UTF_8);
        }
    }

    private static JarFile open() throws IOException {
        return new JarFile(System.getProperty("securechat.jar"));
    }
}
