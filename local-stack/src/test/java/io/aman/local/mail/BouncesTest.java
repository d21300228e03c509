package io.aman.local.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BouncesTest {

    private static final String RETURN_PATH = "bounces+9x7z.01.1a2b3c@aman.local";
    private static final String NOBODY = "nora@gone.example";
    private static final String MAIL = "Subject: Receipt\n\nThank you.\n";

    @TempDir
    Path data;

    /** What was posted, each with what let it in. */
    private final Queue<String> posted = new ConcurrentLinkedQueue<>();

    private HttpServer suite;
    private MailCatcher catcher;

    /** What the suite answers to the next posts; 200 to all others. */
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws Exception {
        suite = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        suite.createContext("/api/notifications/webhook/mail", exchange -> {
            var mail = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            posted.add(
                    "%s\n%s\n%s".formatted(headers.getFirst("Authorization"), headers.getFirst("Content-Type"), mail));
            var answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            exchange.close();
        });
        suite.start();
        catcher = catching(suite.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        catcher.close();
        suite.stop(0);
    }

    private MailCatcher catching(int suitePort) throws InterruptedException {
        var folder = new MailFolder(data, Clock.systemUTC());
        var gateway = URI.create("http://127.0.0.1:" + suitePort);
        return MailCatcher.start(
                "127.0.0.1", 0, 0, folder, new Bounces(folder, gateway, "the-pipe-s-token", Clock.systemUTC()));
    }

    @Test
    void aMailToNobodyComesBackToItsReturnPath() throws Exception {
        send(RETURN_PATH, "nora@example.com");
        send(RETURN_PATH, NOBODY, "omar@example.com");

        await().untilAsserted(() -> assertThat(posted).hasSize(1));

        assertThat(posted.peek())
                .startsWith("Bearer the-pipe-s-token\nmessage/rfc822\n")
                .contains("\r\nTo: " + RETURN_PATH + "\r\n", "report-type=delivery-status", "Status: 5.1.1")
                .contains("Final-Recipient: rfc822; " + NOBODY)
                .doesNotContain("omar");
        assertThat(data.toFile().list((_, name) -> name.endsWith(".eml"))).hasSize(3);
        await().untilAsserted(() -> assertThat(owed()).isEmpty());
    }

    @Test
    void aReportThatReachesNobodyIsNotBroughtBackItself() throws Exception {
        send("omar@gone.example", NOBODY);
        send(RETURN_PATH, NOBODY);

        await().untilAsserted(() -> assertThat(posted).hasSize(2));
        assertThat(data.toFile().list((_, name) -> name.endsWith(".eml"))).hasSize(4);
    }

    @Test
    void whatIsNotTakenIsPostedAgainAlsoByTheNextProcess() throws Exception {
        answers.addAll(List.of(503, 401));
        send(RETURN_PATH, NOBODY);
        await().untilAsserted(() -> assertThat(posted).hasSize(3));
        await().untilAsserted(() -> assertThat(owed()).isEmpty());

        catcher.close();
        catcher = catching(1);
        send(RETURN_PATH, NOBODY);
        catcher.close();
        assertThat(owed()).hasSize(1);
        catcher = catching(suite.getAddress().getPort());

        await().untilAsserted(() -> assertThat(posted).hasSize(4));
    }

    private String[] owed() {
        return data.toFile().list((_, name) -> name.endsWith(".owed"));
    }

    private void send(String sender, String... recipients) throws IOException {
        try (var smtp = new Smtp(catcher.smtp().port())) {
            assertThat(smtp.send(sender, List.of(recipients), MAIL)).startsWith("250");
        }
    }
}
