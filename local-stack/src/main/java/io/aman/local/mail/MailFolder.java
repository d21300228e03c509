package io.aman.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mails as files {@code <id>.eml}; an id is the time of receipt in milliseconds, made unique and in order. */
final class MailFolder {
    private static final String ENDING = ".eml";
    private static final String OWED = ".owed";
    private static final Pattern ID = Pattern.compile("\\d{13}");

    private final Path folder;
    private final Clock clock;
    private long lastId;

    MailFolder(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The mail is in its file, whole, when this returns; the id it has. */
    String add(MimeMessage mail, List<String> recipients) throws IOException, MessagingException {
        mail.removeHeader(CaughtMail.ENVELOPE_TO); // only the envelope decides
        for (var recipient : recipients) {
            mail.addHeader(CaughtMail.ENVELOPE_TO, recipient);
        }
        var part = Files.createTempFile(folder, "incoming", ".part");
        try {
            try (var out = Files.newOutputStream(part)) {
                mail.writeTo(out);
            }
            var id = nextId();
            Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
            return id;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Newest first. */
    List<String> ids() throws IOException {
        return ids(ENDING);
    }

    /** Those of which somebody is still to be told, newest first. */
    List<String> owed() throws IOException {
        return ids(OWED);
    }

    /** Notes that somebody is to be told of a mail, also by a later process. */
    void owe(String id) throws IOException {
        Files.createFile(folder.resolve(id + OWED));
    }

    void settle(String id) throws IOException {
        Files.deleteIfExists(folder.resolve(id + OWED));
    }

    private List<String> ids(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .filter(id -> ID.matcher(id).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** Empty where there is no such mail, or no longer. */
    Optional<CaughtMail> read(String id) throws IOException {
        var raw = raw(id);
        return raw.isEmpty() ? Optional.empty() : Optional.of(CaughtMail.parse(id, raw.get()));
    }

    /** The mail as it was received, below the headers the catcher added. */
    Optional<byte[]> raw(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file(id)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void clear() throws IOException {
        for (var id : ids()) {
            Files.deleteIfExists(file(id));
        }
    }

    private synchronized String nextId() {
        lastId = Math.max(clock.millis(), lastId + 1);
        while (Files.exists(file(String.valueOf(lastId)))) {
            lastId++; // the clock was set back since that mail came
        }
        return String.valueOf(lastId);
    }

    private Path file(String id) {
        return folder.resolve(id + ENDING);
    }
}
