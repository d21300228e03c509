package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aman.payment.provider.paypal.PayPalCertificates.Genuine;
import io.aman.payment.provider.paypal.PayPalCertificates.NotGenuine;
import io.aman.payment.provider.paypal.PayPalCertificates.OutOfReach;
import io.aman.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalCertificatesTest {

    private static final String CERTS = "/v1/notifications/certs/";

    private final TestAuthority authority = new TestAuthority();
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String base;
    private PayPalCertificates certificates;
    private String pem;

    @BeforeEach
    void start() throws Exception {
        pem = TestAuthority.pem(authority.leaf("CN=" + TestAuthority.NAME), authority.root());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        var trusted = TestAuthority.pem(authority.root());
        var properties = PayPalFixture.properties(URI.create(base), "c", "s", "WH1", trusted, Duration.ofMillis(400));
        certificates = new PayPalCertificates(properties, PayPalTrust.in(trusted), clock);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var path = exchange.getRequestURI().getPath();
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "CERT-good" -> send(exchange, 200, pem);
            case "CERT-garbage" -> send(exchange, 200, "nothing");
            case "CERT-huge" -> send(exchange, 200, pem + "x".repeat(64 * 1024));
            case "CERT-moved" -> {
                exchange.getResponseHeaders().add("Location", base + CERTS + "CERT-good");
                send(exchange, 302, "");
            }
            case "CERT-broken" -> send(exchange, 500, "");
            case "CERT-slow" -> {
                try {
                    end.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            default -> send(exchange, 404, "");
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void aGoodOneIsFetchedOnce() {
        assertThat(certificates.at(base + CERTS + "CERT-good")).isInstanceOf(Genuine.class);
        assertThat(certificates.at(base + CERTS + "CERT-good")).isInstanceOf(Genuine.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void oneThatIsKeptStillEnds() {
        certificates.at(base + CERTS + "CERT-good");
        clock.advance(Duration.ofDays(400));
        assertThat(certificates.at(base + CERTS + "CERT-good")).isEqualTo(new NotGenuine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERT-garbage", "CERT-none"})
    void whatIsNoCertificateProvesNothing(String name) {
        assertThat(certificates.at(base + CERTS + name)).isEqualTo(new NotGenuine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERT-moved", "CERT-broken", "CERT-slow", "CERT-huge"})
    void whatCannotBeFetchedSaysNothingAndNobodyIsFollowed(String name) {
        assertThat(certificates.at(base + CERTS + name)).isEqualTo(new OutOfReach());
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
                "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
                "https://evil.example/v1/notifications/certs/CERT-1",
                "https://evil.example#@api.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
                "https://user@api.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com/v1/notifications/certs/CERT-1?x=1",
                "https://api.paypal.com/v1/notifications/certs/../x",
                "https://api.paypal.com/elsewhere/CERT-1",
                "https://xapi.paypal.com/v1/notifications/certs/CERT-1",
                "file:///etc/passwd",
                "ftp://api.paypal.com/v1/notifications/certs/CERT-1",
                "/v1/notifications/certs/CERT-good",
                "//api.paypal.com/v1/notifications/certs/CERT-1",
                "https://",
                "https:api.paypal.com",
                "{}"
            })
    void whatDoesNotLieAtPayPalIsNotFetched(String url) {
        assertThat(certificates.at(url)).isEqualTo(new NotGenuine());
    }

    @Test
    void noOtherPathOfOurOwnServerIsFetched() {
        assertThat(certificates.at(base + "/CERT-good")).isEqualTo(new NotGenuine());
        assertThat(certificates.at(base + CERTS + "CERT-good?x")).isEqualTo(new NotGenuine());
        assertThat(certificates.at(base + "/x" + CERTS + "CERT-good")).isEqualTo(new NotGenuine());
        assertThat(requests).hasValue(0);
    }
}
