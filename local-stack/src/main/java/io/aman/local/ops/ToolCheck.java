package io.aman.local.ops;

import io.aman.local.tool.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a program of somebody else's says of a file of theirs; skipped, by name, where it is not installed.
 *
 * @param hint what brings the program
 */
record ToolCheck(String name, Optional<Tool> tool, Path folder, List<String> arguments, String hint) implements Check {

    @Override
    public Outcome run() {
        return tool.map(this::run).orElseGet(() -> new Skipped(hint));
    }

    private Outcome run(Tool program) {
        var result = program.run(folder, arguments.toArray(String[]::new));
        return result.isGood()
                ? new Passed(String.join(" ", arguments))
                : new Failed(
                        result.output().lines().filter(line -> !line.isBlank()).toList());
    }
}
