package io.securechat.cli.gencert;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.securechat.FileErrors;
import io.securechat.InputFile;
import io.securechat.Problem;
import io.securechat.SafeText;
import io.securechat.irc.Lookalikes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names in a CSV file (RFC 4180), as spreadsheets write it: in the column with the heading {@code name}, or in the first column
 * if there is none. Columns are separated by commas, semicolons or tabs.
 */
public record MemberList(Path file, List<Member> members) {
    private static final String HEADING = "name";

    /** A name, and its line in the file. */
    public record Member(UserName user, long line) {}

    /**
     * Reads a file.
     *
     * @throws Problem if it cannot be read, has no names, or if one of them is invalid or could be mistaken for another
     */
    public static MemberList read(Path file) {
        List<CsvRecord> rows = rows(file);
        int column = rows.isEmpty() ? -1 : column(rows.get(0));
        if (column < 0 && !rows.isEmpty() && rows.get(0).getFieldCount() > 1) {
            throw new Problem(
                    "'" + file + "' has several columns, and none with the heading 'name'",
                    "write a first line with the names of the columns; certificates are issued to the column 'name'");
        }
        List<Member> members = new ArrayList<>();
        for (CsvRecord row : column < 0 ? rows : rows.subList(1, rows.size())) {
            int cell = Math.max(0, column);
            String name = row.getFieldCount() > cell ? row.getField(cell).strip() : "";
            if (!name.isEmpty()) {
                members.add(new Member(named(file, row, name), row.getStartingLineNumber()));
            }
        }
        if (members.isEmpty()) {
            throw new Problem(
                    "'" + file + "' has no names", "write one name a line, or name the column with the heading 'name'");
        }
        requireDistinct(file, members);
        return new MemberList(file, members);
    }

    private static List<CsvRecord> rows(Path file) {
        try {
            String text = InputFile.text(file, InputFile.TEXT);
            try (CsvReader<CsvRecord> csv = CsvReader.builder()
                    .fieldSeparator(separator(text))
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(text)) {
                return csv.stream().toList();
            }
        } catch (CsvParseException e) {
            throw new Problem(
                    "'" + file + "' is not a CSV file: " + SafeText.of(String.valueOf(e.getMessage())),
                    "export it from the spreadsheet again, as CSV in UTF-8",
                    e);
        } catch (IOException e) {
            throw new Problem("cannot read '" + file + "': " + FileErrors.reason(e), "check the name of the file", e);
        }
    }

    /** Returns the separator of the first line: spreadsheets choose it by the country. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        for (char separator : new char[] {',', ';', '\t'}) {
            if (first.indexOf(separator) >= 0) {
                return separator;
            }
        }
        return ',';
    }

    private static int column(CsvRecord heading) {
        for (int i = 0; i < heading.getFieldCount(); i++) {
            if (heading.getField(i).strip().equalsIgnoreCase(HEADING)) {
                return i;
            }
        }
        return -1;
    }

    private static UserName named(Path file, CsvRecord row, String name) {
        try {
            return UserName.of(name);
        } catch (Problem problem) {
            throw at(file, row.getStartingLineNumber(), problem);
        }
    }

    private static void requireDistinct(Path file, List<Member> members) {
        Map<String, Member> looks = new HashMap<>();
        for (Member member : members) {
            for (String look : Lookalikes.keys(member.user().name())) {
                Member other = looks.putIfAbsent(look, member);
                if (other != null && !other.equals(member)) {
                    throw at(
                            file,
                            member.line(),
                            new Problem(
                                    "the name " + member.user().name() + " is, or could be mistaken for, "
                                            + other.user().name() + " in line " + other.line(),
                                    "choose a distinct name, with a surname, an initial or a number"));
                }
            }
        }
    }

    /** Returns a problem with a place in the file. */
    public Problem at(Member member, Problem problem) {
        return at(file, member.line(), problem);
    }

    private static Problem at(Path file, long line, Problem problem) {
        return new Problem(file + " line " + line + ": " + problem.getMessage(), problem.hint(), problem);
    }
}
