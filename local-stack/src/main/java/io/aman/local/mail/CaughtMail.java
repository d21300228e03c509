package io.aman.local.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail, decoded.
 *
 * @param to who it was delivered to: the envelope's recipients, also those no header names
 * @param headers by name as sent; a repeated header's values are joined by {@code ", "}
 * @param text the first {@code text/plain} part
 * @param html the first {@code text/html} part, as hostile as its sender
 */
record CaughtMail(
        String id,
        Instant receivedAt,
        String from,
        List<String> to,
        String subject,
        Map<String, String> headers,
        @Nullable String text,
        @Nullable String html) {

    static final String ENVELOPE_TO = "X-Envelope-To";
    private static final int MAX_DEPTH = 20;
    private static final Session SESSION = Session.getInstance(allowingUtf8());

    CaughtMail {
        to = List.copyOf(to);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Never fails on what a sender may have written: what can't be decoded is shown as it came. */
    static CaughtMail parse(String id, byte[] raw) throws IOException {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            var to = message.getHeader(ENVELOPE_TO);
            return new CaughtMail(
                    id,
                    Instant.ofEpochMilli(Long.parseLong(id)),
                    header(message, "From"),
                    to == null ? List.of() : Arrays.asList(to),
                    header(message, "Subject"),
                    headers(message),
                    find(message, "text/plain", 0),
                    find(message, "text/html", 0));
        } catch (MessagingException e) {
            throw new IOException("mail " + id + " cannot be read", e);
        }
    }

    boolean isTo(String address) {
        return to.stream().anyMatch(address::equalsIgnoreCase);
    }

    private static Map<String, String> headers(MimeMessage message) throws MessagingException {
        var headers = new LinkedHashMap<String, String>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.merge(header.getName(), decode(header.getValue()), (first, next) -> first + ", " + next);
        }
        return headers;
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        var value = message.getHeader(name, ", ");
        return value == null ? "" : decode(value);
    }

    private static String decode(String header) {
        var unfolded = MimeUtility.unfold(header);
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException _) {
            return unfolded;
        }
    }

    private static @Nullable String find(Part part, String type, int depth) {
        try {
            if (part.isMimeType(type)) {
                return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) ? null : content(part);
            }
            return depth < MAX_DEPTH && part.isMimeType("multipart/*") ? findInside(part, type, depth) : null;
        } catch (MessagingException | IOException _) {
            return null; // broken structure: the raw mail still shows what came
        }
    }

    private static @Nullable String findInside(Part part, String type, int depth)
            throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = find(parts.getBodyPart(i), type, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static String content(Part part) throws MessagingException, IOException {
        try {
            if (part.getContent() instanceof String text) {
                return text;
            }
        } catch (UnsupportedEncodingException _) {
            // an unknown charset: below as UTF-8
        }
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Properties allowingUtf8() {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }
}
