package io.aman.local.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What lies in a folder, in the order of names. */
final class Folders {

    private Folders() {}

    static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> list(Path folder, String ending) {
        return list(folder).stream()
                .filter(file -> file.toString().endsWith(ending))
                .toList();
    }
}
