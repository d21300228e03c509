package io.aman.local.mail;

import io.aman.local.sandbox.provider.OutgoingHttp;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers behind this one, which find out later that nobody has a mailbox at {@value #NOBODYS}: a mail there is taken,
 * and comes back to its return path as a report. The pipe of that mailbox posts it whole to the suite, until it is taken,
 * also by a later process.
 */
final class Bounces implements AutoCloseable {

    /** Nobody can register it (RFC 2606, section 2). */
    static final String NOBODYS = "@gone.example";

    private static final Logger log = LoggerFactory.getLogger(Bounces.class);
    private static final String PIPE = "/api/notifications/webhook/mail";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final MailFolder folder;
    private final URI pipe;
    private final String token;
    private final Clock clock;
    private final OutgoingHttp http = new OutgoingHttp();
    private final ScheduledExecutorService posting = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("bounces").daemon().factory());

    /** @param token lets the pipe in */
    Bounces(MailFolder folder, URI gateway, String token, Clock clock) {
        this.folder = folder;
        this.pipe = gateway.resolve(PIPE);
        this.token = token;
        this.clock = clock;
    }

    /** Posts what an earlier process still owed; call it once. */
    void takeUp() {
        try {
            folder.owed().reversed().forEach(id -> postIn(Duration.ZERO, id));
        } catch (IOException e) {
            log.warn("What came back earlier cannot be read", e);
        }
    }

    /** Brings a mail back that was taken, for those of its recipients whom nobody knows; a report never comes back itself. */
    void bringBack(String returnPath, List<String> recipients) throws IOException, MessagingException {
        for (var recipient : recipients) {
            if (recipient.toLowerCase(Locale.ROOT).endsWith(NOBODYS)) {
                var id = folder.add(NonDelivery.report(returnPath, recipient, clock.instant()), List.of(returnPath));
                folder.owe(id);
                postIn(Duration.ZERO, id);
            }
        }
    }

    private void postIn(Duration pause, String id) {
        var _ = posting.schedule(() -> post(id, pause), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void post(String id, Duration paused) {
        try {
            var mail = folder.raw(id);
            if (mail.isEmpty() || isTaken(mail.get())) {
                folder.settle(id);
                return;
            }
        } catch (IOException e) {
            log.debug("no answer to what came back", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        var next = paused.multipliedBy(2).plus(FIRST_PAUSE);
        postIn(next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE, id);
    }

    private boolean isTaken(byte[] mail) throws IOException, InterruptedException {
        var request = OutgoingHttp.to(pipe)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "message/rfc822")
                .POST(BodyPublishers.ofByteArray(mail));
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    /** What nobody has taken stays owed. */
    @Override
    public void close() {
        posting.shutdownNow();
        http.close();
    }
}
