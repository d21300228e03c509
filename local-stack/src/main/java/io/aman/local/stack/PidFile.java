package io.aman.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Remembers the process of one part across launchers, and never takes a stranger with the same pid for it. */
record PidFile(Path file) {

    /**
     * A part's process as it was started.
     *
     * @param logStart where in the part's log this start begins, in bytes
     */
    record Entry(long pid, ProcessIdentity identity, long logStart) {

        /** The process, while it is still the one that was started. */
        Optional<ProcessHandle> process() {
            return ProcessIdentity.of(pid).filter(identity::equals).flatMap(_ -> ProcessHandle.of(pid));
        }

        boolean isAlive() {
            return process().isPresent();
        }
    }

    /** What was last started; it may have ended since. A file that can't be understood counts as none. */
    Optional<Entry> read() {
        try {
            var words = Files.readString(file).strip().split(" ");
            return words.length == 3
                    ? Optional.of(new Entry(
                            Long.parseLong(words[0]), new ProcessIdentity(words[1]), Long.parseLong(words[2])))
                    : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry of a process that still runs. */
    Optional<Entry> live() {
        return read().filter(Entry::isAlive);
    }

    void write(Entry entry) {
        var next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(next, entry.pid() + " " + entry.identity().value() + " " + entry.logStart() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
