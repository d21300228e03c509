package io.aman.session.password.breach;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Makes a filter file of a list of SHA-1 hashes, one a line, as Pwned Passwords' downloader writes them ({@code
 * <hash>:<count>} or the hash alone).
 *
 * <p>{@code java -cp session-service.jar -Dloader.main=io.aman.session.password.breach.BuildBreachFilter
 * org.springframework.boot.loader.launch.PropertiesLauncher <list> <filter> [<share of false alarms>]}
 */
public final class BuildBreachFilter {

    private static final double USUAL_FALSE_POSITIVES = 1e-4;
    private static final int HEX = 40;

    private BuildBreachFilter() {}

    public static void main(String[] args) {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: <list of SHA-1 hashes> <filter file> [<share of false alarms, such as 0.0001>]");
            System.exit(2);
        }
        try {
            var falsePositives = args.length == 3 ? Double.parseDouble(args[2]) : USUAL_FALSE_POSITIVES;
            build(Path.of(args[0]), Path.of(args[1]), falsePositives, System.out);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Builds it beside, and puts it into place when it is complete: a file that is in use stays whole.
     *
     * @throws IOException when the list cannot be read or the filter not be written
     * @throws IllegalArgumentException when a line is no hash; the line's number is told, and no filter is left behind
     */
    static void build(Path list, Path filter, double falsePositives, PrintStream told) throws IOException {
        if (!(falsePositives > 0 && falsePositives < 1)) {
            throw new IllegalArgumentException("the share of false alarms is not between 0 and 1");
        }
        long entries;
        try (var lines = Files.lines(list, StandardCharsets.US_ASCII)) {
            entries = lines.filter(line -> !line.isBlank()).count();
        }
        var beside = filter.resolveSibling(filter.getFileName() + ".part");
        Files.deleteIfExists(beside);
        try {
            fill(list, beside, entries, falsePositives);
            Files.move(beside, filter, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
        told.printf(Locale.ROOT, "%d hashes in %d bytes%n", entries, Files.size(filter));
    }

    private static void fill(Path list, Path filter, long entries, double falsePositives) throws IOException {
        try (var reader = Files.newBufferedReader(list, StandardCharsets.US_ASCII);
                var bits = BloomFile.create(filter, entries, falsePositives)) {
            var number = 0L;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    bits.add(hash(line, number));
                }
            }
        }
    }

    private static Sha1 hash(String line, long number) {
        var end = line.indexOf(':');
        var hash = (end < 0 ? line : line.substring(0, end)).strip();
        if (hash.length() != HEX) {
            throw new IllegalArgumentException("line %d is no SHA-1 hash".formatted(number));
        }
        try {
            return new Sha1(hash.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("line %d is no SHA-1 hash".formatted(number));
        }
    }
}
