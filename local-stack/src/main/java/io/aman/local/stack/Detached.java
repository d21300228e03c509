package io.aman.local.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a command into a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. The process
 * keeps its pid: both ways replace themselves by the command.
 */
final class Detached {

    private static final List<String> PREFIX = onPath("setsid")
            ? List.of("setsid")
            : onPath("perl") // macOS has no setsid(1)
                    ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!")
                    : List.of("nohup");

    private Detached() {}

    static List<String> command(List<String> command) {
        return Stream.concat(PREFIX.stream(), command.stream()).toList();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
