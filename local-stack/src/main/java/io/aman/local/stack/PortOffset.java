package io.aman.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * By how much the ports of this installation are moved. A running stack is found where it was started, also by a
 * command that lacks the variable.
 */
final class PortOffset {

    static final String VARIABLE = "AMAN_PORT_OFFSET";

    private final Installation installation;
    private final Path file;
    private final Optional<String> asked;

    PortOffset(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.file = installation.folder().resolve("run").resolve("port-offset");
        this.asked = Optional.ofNullable(environment.get(VARIABLE)).filter(value -> !value.isBlank());
    }

    /** @throws StackFailure.Unknown where the variable can't be used, or asks for other ports than those in use */
    Ports ports() {
        var wanted = asked.orElse("0");
        if (installation.anythingRuns()) {
            var used = remembered();
            if (asked.isPresent() && !asked.get().equals(used)) {
                throw new StackFailure.Unknown("the stack runs with " + VARIABLE + "=" + used
                        + "; run `./aman down` before starting it with " + asked.get());
            }
            wanted = used;
        }
        try {
            return Ports.standard().shifted(Integer.parseInt(wanted));
        } catch (IllegalArgumentException e) {
            throw new StackFailure.Unknown(VARIABLE + "=" + wanted + " can't be used: " + e.getMessage());
        }
    }

    /** To be called when the stack is about to start. */
    void remember() {
        if (installation.anythingRuns()) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, asked.orElse("0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String remembered() {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException _) {
            return "0";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
