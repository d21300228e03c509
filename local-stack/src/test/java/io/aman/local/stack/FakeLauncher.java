package io.aman.local.stack;

import io.aman.local.tool.Toolbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The launcher's {@code up} on a {@link FakeStack}, as a process of its own. */
final class FakeLauncher {

    private FakeLauncher() {}

    public static void main(String[] words) {
        var fake = FakeStack.parse(words);
        var offset = new PortOffset(new Installation(fake.folder()), Map.of());
        System.exit(Cli.run(
                () -> new Cli(
                        fake.launcher(), offset, Path.of(""), new Toolbox(Path.of("none"), ""), System.in, System.out),
                List.of("up"),
                System.err));
    }
}
