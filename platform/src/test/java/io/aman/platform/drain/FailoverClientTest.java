package io.aman.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

class FailoverClientTest {

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private boolean breaksOff;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (!breaksOff) {
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI open() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static URI closed() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private static void post(List<URI> processes) {
        RestClient client = FailoverClient.of(processes)
                .requestFactory(new JdkClientHttpRequestFactory())
                .build();
        client.post().uri("/a%2Fb?c={c}", "d e").body("text").retrieve().toBodilessEntity();
    }

    @Test
    void theNextOneIsAskedTheSameWhereOneHasNoOpenDoor() throws IOException {
        post(List.of(closed(), closed(), open()));
        post(List.of(open(), closed()));

        assertThat(asked).containsExactly("/a%252Fb?c=d%20e text", "/a%252Fb?c=d%20e text");
    }

    @Test
    void whatWasSentIsNotSentToAnother() {
        breaksOff = true;

        assertThatThrownBy(() -> post(List.of(open(), open()))).isInstanceOf(ResourceAccessException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whereNoneHasItFailsAsOneAlone() {
        assertThatThrownBy(() -> post(List.of(closed(), closed()))).isInstanceOf(ResourceAccessException.class);
    }
}
