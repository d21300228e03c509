package io.aman.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.part.PartProcess;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("process")
class MailKillIT {
    private static final int MAILS = 40;
    private static final String GATEWAY = "http://127.0.0.1:1";
    private final int smtpPort = Ports.free();
    private final int httpPort = Ports.free();

    @TempDir
    Path data;

    @TempDir
    Path secrets;

    @Test
    void moreMailThanItsHeapIsKeptThroughAKillAndListed() throws Exception {
        try (var catcher = start();
                var smtp = new Smtp(smtpPort)) {
            var megabytes = "0123456789abcdef".repeat(4).concat("\n").repeat(16_000);
            for (int n = 0; n < MAILS; n++) {
                assertThat(smtp.send(List.of("a@example.com"), "Subject: " + n + "\n\n" + megabytes))
                        .startsWith("250");
            }
            catcher.kill();
        }
        try (var catcher = start()) {
            assertThat(list())
                    .extracting(mail -> mail.get("subject").asString())
                    .hasSize(MAILS)
                    .startsWith("39", "38");
            assertThat(catcher.stop(10)).isEqualTo(143);
            assertThat(catcher.output()).containsExactly("READY mail");
        }
    }

    @Test
    void aBusyPortOrABadArgumentIsOneLineAndExitCodeOne() throws Exception {
        try (var catcher = start();
                var second = launch("127.0.0.1", smtpPort, httpPort, data, GATEWAY);
                var third = launch("127.0.0.1", "smtp", httpPort, data, GATEWAY);
                var fourth = launch("127.0.0.1")) {
            assertFails(second, "mail: cannot listen on 127.0.0.1:%d: Address already in use".formatted(smtpPort));
            assertFails(third, "mail: 'smtp' is not a port between 1 and 65535");
            assertFails(fourth, "mail: usage: <host> <smtpPort> <httpPort> <dataDir> <gateway>");
            assertThat(catcher.output()).containsExactly("READY mail");
        }
    }

    private static void assertFails(PartProcess process, String line) throws Exception {
        assertThat(process.awaitExit(30)).isEqualTo(1);
        assertThat(process.output()).containsExactly(line);
    }

    private PartProcess start() throws Exception {
        return launch("127.0.0.1", smtpPort, httpPort, data, GATEWAY).awaitReady();
    }

    private PartProcess launch(Object... arguments) throws IOException {
        Files.writeString(secrets.resolve("bounces.token"), "nobody-listens");
        return PartProcess.launch(
                List.of("-Xmx40m"), Map.of("AMAN_SECRETS", secrets.toString()), MailMain.class, arguments);
    }

    private JsonNode list() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/api/mails"))
                .build();
        try (var http = HttpClient.newHttpClient();
                InputStream body =
                        http.send(request, BodyHandlers.ofInputStream()).body()) {
            return JsonMapper.shared().readTree(body);
        }
    }
}
