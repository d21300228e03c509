package io.aman.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a part may know, as files in the folder that {@code AMAN_SECRETS} names. */
public final class Secrets {

    private Secrets() {}

    /** @throws CannotStart when there is none of that name, or nothing in it */
    public static String read(String name) {
        var folder = Optional.ofNullable(System.getenv("AMAN_SECRETS"))
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new CannotStart("AMAN_SECRETS names no folder"));
        var file = Path.of(folder, name);
        try {
            var secret = Files.readString(file).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
        } catch (IOException e) {
            throw new CannotStart("cannot read the secret %s: %s".formatted(file, e), e);
        }
        throw new CannotStart("the secret %s is empty".formatted(file));
    }
}
