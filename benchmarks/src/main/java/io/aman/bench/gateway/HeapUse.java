package io.aman.bench.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What of a JVM's heap is alive. */
final class HeapUse {

    private static final Pattern GENERATION = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final double KILOBYTES = 1024;

    private HeapUse() {}

    /** After a full collection, in megabytes; of a JVM with the serial collector. */
    static double megabytes(ProcessHandle jvm) {
        command(jvm, "GC.run");
        return GENERATION
                        .matcher(command(jvm, "GC.heap_info"))
                        .results()
                        .mapToLong(generation -> Long.parseLong(generation.group(1)))
                        .sum()
                / KILOBYTES;
    }

    private static String command(ProcessHandle jvm, String name) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            var process = new ProcessBuilder(jcmd, Long.toString(jvm.pid()), name)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
