package io.aman.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailCatcherTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30.123Z");
    private static final String ARABIC = """
            From: =?UTF-8?B?2KPZhdin2YY=?= <pay@aman.local>
            To: sara@example.com
            Subject: =?UTF-8?B?2KXZiti12KfZhCDYr9mB2LnZgw==?=
            X-Trace: 4bf92f3577b34da6
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="b"

            --b
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: 8bit

            شكرًا لك
            --b
            Content-Type: text/html; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            <p dir=3D"rtl">=D8=B4=D9=83=D8=B1=D9=8B=D8=A7</p>
            --b--
            """;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private MailCatcher catcher;

    @BeforeEach
    void start() throws Exception {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var mails = new MailFolder(folder, clock);
        var bounces = new Bounces(mails, URI.create("http://127.0.0.1:1"), "nobody-listens", clock);
        catcher = MailCatcher.start("127.0.0.1", 0, 0, mails, bounces);
    }

    @AfterEach
    void stop() {
        catcher.close();
    }

    @Test
    void anArabicMultipartMailArrivesDecoded() throws Exception {
        send(ARABIC, "Sara@example.com", "hidden@example.com");
        var mail = mails("").get(0);
        assertThat(mail.get("subject").asString()).isEqualTo("إيصال دفعك");
        assertThat(mail.get("from").asString()).isEqualTo("أمان <pay@aman.local>");
        assertThat(mail.get("text").asString().strip()).isEqualTo("شكرًا لك");
        assertThat(mail.get("html").asString().strip()).isEqualTo("<p dir=\"rtl\">شكرًا</p>");
        assertThat(mail.get("headers").get("X-Trace").asString()).isEqualTo("4bf92f3577b34da6");
        assertThat(mail.get("receivedAt").asString()).isEqualTo(NOW.toString());
        assertThat(mail.get("to"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("Sara@example.com", "hidden@example.com");
    }

    @Test
    void recipientsClaimedInAHeaderDoNotCount() throws Exception {
        send("X-Envelope-To: victim@example.com\n" + plain("s", "b"), "a@example.com");
        assertThat(mails("?to=victim@example.com")).isEmpty();
        assertThat(mails("?to=a@example.com")).hasSize(1);
    }

    @Test
    void theListIsNewestFirstAndFilteredByRecipientWhateverTheCase() throws Exception {
        send(plain("first", "1"), "a+tag@example.com");
        send(plain("second", "2"), "b@example.com");
        send(plain("third", "3"), "A+Tag@example.com");
        assertThat(mails(""))
                .extracting(mail -> mail.get("subject").asString())
                .containsExactly("third", "second", "first");
        assertThat(mails("?to=a+tag@example.com"))
                .extracting(mail -> mail.get("subject").asString())
                .containsExactly("third", "first");
        assertThat(mails("?to=a%2Btag%40example.com")).hasSize(2);
        assertThat(mails("?to=nobody@example.com")).isEmpty();
    }

    @Test
    void markupInSubjectSenderAndBodyIsShownAndNeverRun() throws Exception {
        var attack = "<script>alert(1)</script>";
        send("""
                From: "<img src=x onerror=alert(2)>" <x@y>
                Subject: %s"'&
                Content-Type: text/html

                %s"></iframe><script>alert(3)</script>
                """.formatted(attack, attack), "a@example.com");
        for (var path : List.of("/", "/mails/" + mails("").get(0).get("id").asString())) {
            var page = get(path);
            assertThat(page.body()).doesNotContain("<script", "<img").contains("&lt;script&gt;");
            assertThat(page.body().split("</iframe>", -1)).hasSizeLessThanOrEqualTo(2);
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy ->
                            assertThat(policy).contains("default-src 'none'").doesNotContain("script-src"));
        }
    }

    @Test
    void brokenMailsAreListedWithWhatCanBeRead() throws Exception {
        send("Subject: no body", "a@example.com");
        send("no header at all", "a@example.com");
        send("Subject: no boundary\nContent-Type: multipart/mixed\n\nrest", "a@example.com");
        send("Subject: charset\nContent-Type: text/plain; charset=klingon\n\nrest", "a@example.com");
        send("Subject: encoding\nContent-Type: text/plain\nContent-Transfer-Encoding: rot13\n\nrest", "a@example.com");
        send("Subject: =?klingon?B?AAAA?=\nContent-Type: ;;;\n\nrest", "a@example.com");
        assertThat(mails("")).hasSize(6);
        assertThat(mails("").get(2).get("text").asString()).contains("rest");
        assertThat(get("/").statusCode()).isEqualTo(200);
        for (var mail : mails("")) {
            assertThat(get("/mails/" + mail.get("id").asString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void mailsSurviveARestartAndTheSourceIsWhatWasSent() throws Exception {
        send(ARABIC, "sara@example.com");
        stop();
        start();
        send(plain("after", "x"), "sara@example.com");
        var all = mails("");
        assertThat(all).hasSize(2);
        var source = get("/mails/" + all.get(1).get("id").asString() + "/raw");
        assertThat(source.headers().firstValue("Content-Type")).hasValue("message/rfc822");
        assertThat(source.body().strip())
                .contains("\r\nX-Envelope-To: sara@example.com\r\n")
                .endsWith(ARABIC.substring(ARABIC.indexOf("--b\n")).strip().replace("\n", "\r\n"));
    }

    @Test
    void deletingClearsTheListAndTheFolder() throws Exception {
        send(plain("s", "b"), "a@example.com");
        assertThat(request("DELETE", "/api/mails").statusCode()).isEqualTo(204);
        assertThat(mails("")).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMailThatCannotBeStoredIsNotAcknowledged() throws Exception {
        Files.delete(folder);
        try (var smtp = new Smtp(catcher.smtp().port())) {
            assertThat(smtp.send(List.of("a@example.com"), plain("s", "b"))).startsWith("451");
        }
        Files.createDirectory(folder);
    }

    @Test
    void nothingOutsideTheFolderIsServed() throws Exception {
        Files.writeString(folder.resolve("secret.eml"), "Subject: not caught\n\n");
        for (var path : List.of(
                "/mails/secret", "/mails/..%2f..%2fetc%2fpasswd", "/mails/../x/raw", "/mails/0000000000000", "/x")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(request("POST", "/api/mails").statusCode()).isEqualTo(405);
        assertThat(mails("")).isEmpty();
    }

    private static String plain(String subject, String text) {
        return "From: a@aman.local\nSubject: %s\n\n%s\n".formatted(subject, text);
    }

    private void send(String mail, String... recipients) throws IOException {
        try (var smtp = new Smtp(catcher.smtp().port())) {
            assertThat(smtp.send(List.of(recipients), mail)).startsWith("250");
        }
    }

    private JsonNode mails(String query) throws Exception {
        return JsonMapper.shared().readTree(get("/api/mails" + query).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return request("GET", path);
    }

    private HttpResponse<String> request(String method, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + catcher.web().port() + path);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
