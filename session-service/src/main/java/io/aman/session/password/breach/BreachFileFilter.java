package io.aman.session.password.breach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Breached passwords in a file of this machine. */
final class BreachFileFilter implements BreachedPasswords, AutoCloseable {

    private final BloomFile file;

    /** @throws UncheckedIOException when it is no such file: the service does not start without what it was given */
    BreachFileFilter(Path path) {
        try {
            file = BloomFile.open(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public BreachAnswer ask(Sha1 password) {
        return file.mayHave(password) ? BreachAnswer.BREACHED : BreachAnswer.CLEAN;
    }

    long entries() {
        return file.entries();
    }

    @Override
    public void close() {
        file.close();
    }
}
