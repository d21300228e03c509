package io.aman.session.identity.keycloak;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A real Keycloak of its own distribution with the realm that {@code docs/keycloak} describes, started once and ended
 * with this JVM. The build puts the distribution into {@code target/keycloak}.
 */
public final class RunningKeycloak {

    /** Tags the tests that use it. */
    public static final String NEEDED = "keycloak";

    public static final String CLIENT_SECRET = "a client's secret, for tests";
    public static final String DIRECTORY_SECRET = "a directory's secret, for tests";
    public static final String PASSWORD_SECRET = "a password client's secret, for tests";
    public static final URI REDIRECT = URI.create("https://app.example.com/api/auth/oidc/callback");

    private static final Path FOLDER = Path.of("target", "keycloak").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(6);

    private static RunningKeycloak running;

    private final HttpClient http = HttpClient.newHttpClient();
    private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final URI baseUrl;
    private volatile int logoutsTo;

    private RunningKeycloak() {
        try {
            var home = unpacked();
            var port = Ports.free();
            var management = Ports.free();
            baseUrl = URI.create("http://127.0.0.1:" + port);
            Files.createDirectories(home.resolve("data/import"));
            Files.copy(
                    Path.of("..", "docs", "keycloak", "aman-realm.json"),
                    home.resolve("data/import/aman-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            var process = start(home, port, management);
            await().atMost(START).pollInterval(Duration.ofSeconds(1)).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Keycloak did not start: see target/keycloak/keycloak.log");
                }
                return isReady(management);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static synchronized RunningKeycloak shared() {
        if (running == null) {
            running = new RunningKeycloak();
        }
        return running;
    }

    public URI baseUrl() {
        return baseUrl;
    }

    /** Keycloak knows one address to send logout tokens to; from there they go on to the service under test. */
    public void sendLogoutsTo(int port) {
        logoutsTo = port;
    }

    /** What Keycloak itself has sent, as it was sent. */
    public List<String> mailsTo(String email) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(message -> GreenMailUtil.getHeaders(message).contains(email))
                .map(message -> GreenMailUtil.getBody(message).replace("=\r\n", ""))
                .toList();
    }

    private Process start(Path home, int port, int management) throws IOException {
        var builder = new ProcessBuilder(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + management,
                "--health-enabled=true");
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS_KC_HEAP", "-Xmx384m");
        environment.put("AMAN_KEYCLOAK_CLIENT_SECRET", CLIENT_SECRET);
        environment.put("AMAN_KEYCLOAK_DIRECTORY_SECRET", DIRECTORY_SECRET);
        environment.put("AMAN_KEYCLOAK_DIRECT_GRANT", "true");
        environment.put("AMAN_KEYCLOAK_PASSWORD_SECRET", PASSWORD_SECRET);
        environment.put("AMAN_KEYCLOAK_REDIRECT_URI", REDIRECT.toString());
        environment.put("AMAN_KEYCLOAK_LOGOUT_URI", relay().toString());
        mail.start();
        environment.put("AMAN_KEYCLOAK_SMTP_HOST", "127.0.0.1");
        environment.put(
                "AMAN_KEYCLOAK_SMTP_PORT", Integer.toString(mail.getSmtp().getPort()));
        var process = builder.redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("keycloak.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        return process;
    }

    private static void end(Process process) {
        var all = process.descendants().toList();
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private URI relay() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::forward);
        server.start();
        return URI.create("http://127.0.0.1:%d/api/auth/oidc/backchannel-logout"
                .formatted(server.getAddress().getPort()));
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d%s".formatted(logoutsTo, exchange.getRequestURI())))
                    .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()))
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(response.statusCode(), -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(int management) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/ready".formatted(management)))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path unpacked() throws IOException {
        try (var archives = Files.newDirectoryStream(FOLDER, "keycloak-quarkus-dist-*.tar.gz")) {
            for (var archive : archives) {
                var name = archive.getFileName()
                        .toString()
                        .replace("quarkus-dist-", "")
                        .replace(".tar.gz", "");
                var home = FOLDER.resolve(name);
                if (!Files.exists(home.resolve("bin/kc.sh"))) {
                    unpack(archive);
                }
                return home;
            }
        }
        throw new IllegalStateException("no Keycloak in " + FOLDER + ": build with the profile keycloak");
    }

    private static void unpack(Path archive) throws IOException {
        try {
            var tar = new ProcessBuilder(List.of("tar", "xzf", archive.toString(), "-C", FOLDER.toString()))
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IllegalStateException("cannot unpack " + archive);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
