package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.sun.net.httpserver.HttpServer;
import io.aman.local.part.PartProcess;
import io.aman.local.sandbox.fcm.FcmAccount;
import io.aman.local.sandbox.paypal.PayPalCertificates;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class SandboxMainIT {
    @TempDir
    Path folder;

    private final int port = Ports.free();

    @BeforeEach
    void secrets() throws IOException {
        Files.writeString(folder.resolve("stripe.api-key"), "sk_test_process\n");
        Files.writeString(folder.resolve("stripe.webhook-secret"), "whsec_process\n");
        Files.writeString(folder.resolve("knet.tranportal-id"), "100001\n");
        Files.writeString(folder.resolve("knet.tranportal-password"), "Secret01\n");
        Files.writeString(folder.resolve("knet.resource-key"), "0123456789ABCDEF\n");
        Files.writeString(folder.resolve("twilio.account-sid"), "AC00000000000000000000000000000000\n");
        Files.writeString(folder.resolve("twilio.auth-token"), "token\n");
        for (var name : List.of("access-token", "app-secret", "verify-token")) {
            Files.writeString(folder.resolve("meta." + name), "meta-" + name + "\n");
        }
        Files.writeString(
                folder.resolve("fcm.service-account"), FcmAccount.make().json());
        Files.writeString(folder.resolve("paypal.client-id"), "client\n");
        Files.writeString(folder.resolve("paypal.client-secret"), "secret\n");
        Files.writeString(folder.resolve("paypal.webhook-id"), "WEBHOOK1\n");
        Files.writeString(
                folder.resolve("paypal.signing"),
                PayPalCertificates.make(Clock.systemUTC()).pem());
    }

    @Test
    void whatWasAnsweredSurvivesAKillAndTheGatewayGetsItsWebhooksLater() throws Exception {
        int gateway = Ports.free();
        String id;
        try (var sandbox = sandbox(gateway).awaitReady()) {
            id = client().v1()
                    .paymentIntents()
                    .create(StripeAccount.kwd(12_500).build())
                    .getId();
            sandbox.kill();
        }
        var paths = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway), 0);
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (var sandbox = sandbox(gateway).awaitReady()) {
            assertThat(client().v1().paymentIntents().retrieve(id).getStatus()).isEqualTo("requires_payment_method");
            await().untilAsserted(() -> assertThat(paths).containsExactly("/api/payments/webhook/stripe"));
            assertThat(sandbox.stop(20)).isEqualTo(143);
            assertThat(sandbox.output()).containsExactly("READY sandbox");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aBadStartIsOneLineAndExitCode1() throws Exception {
        try (var busy = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    launch(folder, "127.0.0.1", busy.getLocalPort(), folder, "http://127.0.0.1:1"), "cannot listen");
        }
        assertRefused(launch(folder, "127.0.0.1", port, folder, "gateway"), "not an http address");
        assertRefused(launch(folder, "127.0.0.1", port), "usage:");
        Files.writeString(folder.resolve("paypal.signing"), "nothing");
        assertRefused(launch(folder, "127.0.0.1", port, folder, "http://127.0.0.1:1"), "not one private key");
        assertRefused(
                launch(folder.resolve("none"), "127.0.0.1", port, folder, "http://127.0.0.1:1"),
                "cannot read the secret");
    }

    private static void assertRefused(PartProcess process, String reason) throws InterruptedException {
        try (process) {
            assertThat(process.awaitExit(60)).isEqualTo(1);
            assertThat(process.output())
                    .singleElement()
                    .asString()
                    .startsWith("sandbox: ")
                    .contains(reason);
        }
    }

    private PartProcess sandbox(int gateway) throws IOException {
        return launch(folder, "127.0.0.1", port, folder.resolve("data"), "http://127.0.0.1:" + gateway);
    }

    private static PartProcess launch(Path secrets, Object... arguments) throws IOException {
        return PartProcess.launch(
                List.of("-Xmx96m"), Map.of("AMAN_SECRETS", secrets.toString()), SandboxMain.class, arguments);
    }

    private StripeClient client() {
        return StripeClient.builder()
                .setApiKey("sk_test_process")
                .setApiBase("http://127.0.0.1:%d/stripe".formatted(port))
                .build();
    }
}
