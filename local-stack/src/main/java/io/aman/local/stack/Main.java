package io.aman.local.stack;

import java.nio.file.Path;
import java.util.List;

/** What {@code ./aman} calls. */
public final class Main {

    private Main() {}

    /** Exits with 0; 1 where it failed, 2 on a command line that says nothing, 3 for a status that is not all up. */
    public static void main(String[] words) {
        var root = Path.of(System.getProperty("aman.root", "")).toAbsolutePath().normalize();
        System.exit(Cli.run(() -> Cli.of(root, System.getenv(), System.in, System.out), List.of(words), System.err));
    }
}
