package io.aman.local.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one log as it grows, also across its rotation; a line is handed out once it is complete. */
final class LogTail implements AutoCloseable {

    private static final int BACKLOG_BYTES = 256 * 1024;

    private final Path log;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private @Nullable RandomAccessFile open;
    private @Nullable Object key;

    LogTail(Path log, Consumer<String> lines) {
        this.log = log;
        this.lines = lines;
    }

    /** Hands out the last complete lines; {@link #poll} goes on from there. */
    void last(int count) {
        if (!openIfThere()) {
            return;
        }
        var kept = new ArrayDeque<String>();
        try {
            var file = Objects.requireNonNull(open);
            var from = Math.max(0, file.length() - BACKLOG_BYTES);
            file.seek(from);
            read(file, kept::add);
            if (from > 0) {
                kept.pollFirst(); // begins in the middle
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kept.stream().skip(Math.max(0, kept.size() - count)).forEach(lines);
    }

    /** Hands out what was completed since. */
    void poll() {
        try {
            if (!openIfThere()) {
                return;
            }
            var file = Objects.requireNonNull(open);
            if (file.length() < file.getFilePointer()) {
                file.seek(0); // truncated in place
                partial.reset();
            }
            read(file, lines);
            if (Files.exists(log) && !Objects.equals(key, keyOf(log))) {
                close(); // rotated: the rest of the old one is read, the new one begins at its start
                partial.reset();
                poll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean openIfThere() {
        if (open == null && Files.exists(log)) {
            try {
                key = keyOf(log);
                open = new RandomAccessFile(log.toFile(), "r");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return open != null;
    }

    private void read(RandomAccessFile file, Consumer<String> to) throws IOException {
        var bytes = new byte[8192];
        for (var count = file.read(bytes); count > 0; count = file.read(bytes)) {
            for (var i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    to.accept(partial.toString(StandardCharsets.UTF_8));
                    partial.reset();
                } else {
                    partial.write(bytes[i]);
                }
            }
        }
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
            }
            open = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
