package io.aman.local.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Picks from a part's log the line that most likely says why it failed. */
final class LastWords {

    private static final int WINDOW_BYTES = 64 * 1024;

    private static final int LINE_LIMIT = 300;

    private static final Pattern STACK_FRAME = Pattern.compile("^(\\s+at |\\s*\\.\\.\\. \\d+ more|\\s*$|[=*+-]{3,}$)");

    /** The deepest cause says more than what wraps it, and that more than any other line. */
    private static final List<Pattern> TELLING = List.of(
            Pattern.compile("^(Caused by: |Reason: |Description:)"),
            Pattern.compile("(Exception|Error)\\b.*:|\\b(ERROR|FATAL|OutOfMemoryError)\\b"));

    /**
     * What a structured line (one JSON object) says: its message, then its stack trace. Possessive, as stack traces are
     * long: otherwise each character of one takes a piece of ours.
     */
    private static final Pattern SAID = Pattern.compile("\"(?:message|stack_trace)\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private LastWords() {}

    /** The telling line of a log from a byte on; says so where there is none. */
    static String of(Path log, long from) {
        var lines = joined(read(log, from))
                .lines()
                .flatMap(LastWords::unfold)
                .filter(line -> !STACK_FRAME.matcher(line).find())
                .toList();
        return TELLING.stream()
                .flatMap(pattern -> lines.reversed().stream()
                        .filter(line -> pattern.matcher(line).find())
                        .limit(1))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .map(LastWords::shorten)
                .orElse("it wrote nothing");
    }

    private static Stream<String> unfold(String line) {
        if (!line.startsWith("{")) {
            return Stream.of(line);
        }
        var level = line.contains("\"ERROR\"") ? "ERROR " : "";
        return SAID.matcher(line).results().flatMap(said -> (level + text(said.group(1))).lines());
    }

    private static String text(String json) {
        return joined(json.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\"));
    }

    /** Spring says why on the line below. */
    private static String joined(String text) {
        return text.replaceAll("(?m)^Description:\\s+", "Description: ");
    }

    private static String shorten(String line) {
        var text = line.strip();
        return text.length() <= LINE_LIMIT ? text : text.substring(0, LINE_LIMIT) + "…";
    }

    private static String read(Path log, long from) {
        try (var channel = Files.newByteChannel(log, StandardOpenOption.READ)) {
            channel.position(Math.max(from, channel.size() - WINDOW_BYTES));
            var bytes = ByteBuffer.allocate(WINDOW_BYTES);
            while (channel.read(bytes) > 0) {
                // until the window or the file ends
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
