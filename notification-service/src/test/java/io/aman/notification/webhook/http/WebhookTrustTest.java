package io.aman.notification.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.aman.notification.webhook.http.Answer.Outcome;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver whose certificate is in order, but for who signed it. */
class WebhookTrustTest {

    private static final String PASSWORD = "changeit";

    private final AtomicInteger received = new AtomicInteger();
    private final SSLContext theirs;
    private final HttpsServer server;

    WebhookTrustTest(@TempDir Path folder) throws Exception {
        theirs = context(signed(folder.resolve("keys.p12")));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(theirs));
        server.createContext("/", exchange -> {
            try (exchange) {
                received.incrementAndGet();
                exchange.sendResponseHeaders(204, -1);
            }
        });
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingIsSentToWhomAnUnknownAuthorityVouchesFor() throws Exception {
        var url = URI.create(
                "https://127.0.0.1:%d/hooks".formatted(server.getAddress().getPort()));
        var properties =
                new TargetProperties(true, true, Set.of(), Duration.ofSeconds(10), Duration.ofSeconds(10), 1024);
        var resolver = new CheckedResolver(new Names(), true);

        try (var client = new WebhookClient(
                properties, resolver, new Targets(properties, resolver), MutableClock.at("2026-11-25T10:00:00Z"))) {
            assertThat(client.post(url, Map.of(), new byte[0]).outcome()).isEqualTo(Outcome.UNTRUSTED);
        }

        assertThat(received).hasValue(0);
        assertThat(statusForWhoKnowsTheAuthority(url)).isEqualTo(204);
        assertThat(received).hasValue(1);
    }

    private int statusForWhoKnowsTheAuthority(URI url) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().sslContext(theirs).build()) {
            var request =
                    HttpRequest.newBuilder(url).POST(BodyPublishers.noBody()).build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    /** An authority, and a certificate for this machine that it has signed. */
    private static KeyStore signed(Path file) throws Exception {
        keytool(file, "-alias", "authority", "-dname", "CN=Nobody knows us", "-ext", "bc:c");
        keytool(file, "-alias", "server", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-signer", "authority");
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static void keytool(Path file, String... what) throws IOException, InterruptedException {
        var program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(program, "-genkeypair", "-keyalg", "EC", "-validity", "2"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file.toString()));
        command.addAll(List.of(what));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        var authority = KeyStore.getInstance("PKCS12");
        authority.load(null, null);
        authority.setCertificateEntry("authority", keys.getCertificate("authority"));
        keys.deleteEntry("authority"); // the server shows its own
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(authority);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
