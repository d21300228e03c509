package io.aman.bench;

import io.aman.local.stack.StackFailure;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** What {@code ./aman bench} calls: verdicts on standard output, progress on the other. */
public final class Main {

    private static final int MISSED = 1;
    private static final int USAGE = 2;

    private Main() {}

    /** Exits with 0 where every target was met, 1 where one was missed or could not be measured, 2 on an unknown name. */
    public static void main(String[] words) {
        var root = Path.of(System.getProperty("aman.root", "")).toAbsolutePath().normalize();
        var known = ServiceLoader.load(Benchmark.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Benchmark::name))
                .toList();
        System.exit(run(known, root, List.of(words), System.out, System.err));
    }

    static int run(List<Benchmark> known, Path root, List<String> words, PrintStream out, PrintStream err) {
        if (words.isEmpty()) {
            known.forEach(one -> out.printf("  %-10s %s%n", one.name(), one.about()));
            out.printf("  %-10s %s%n", "all", "one after the other");
            return 0;
        }
        var chosen = known.stream()
                .filter(one -> words.equals(List.of("all")) || words.contains(one.name()))
                .toList();
        if (chosen.isEmpty() || (!words.equals(List.of("all")) && chosen.size() < words.size())) {
            err.println("aman: no benchmark is named '" + String.join(" ", words) + "'; see ./aman bench");
            return USAGE;
        }
        var allMet = true;
        for (var one : chosen) {
            allMet &= isMet(one, root, out, err);
        }
        return allMet ? 0 : MISSED;
    }

    private static boolean isMet(Benchmark one, Path root, PrintStream out, PrintStream err) {
        try (var stacks = OwnStacks.in(root)) {
            try {
                var verdicts = one.run(stacks, line -> err.println("  " + line));
                verdicts.forEach(verdict -> out.println(verdict.line()));
                return verdicts.stream().allMatch(Verdict::met);
            } catch (StackFailure | IllegalStateException | UncheckedIOException failure) {
                err.println("aman: " + one.name() + " could not be measured: " + failure.getMessage());
                err.println("aman: its logs are kept in " + stacks.keep());
                return false;
            }
        }
    }
}
