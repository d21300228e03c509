package io.aman.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class SharedPortTest {

    private final SharedPort firstPort = new SharedPort();
    private final DisposableServer first = serve(firstPort, 0, "1");
    private final DisposableServer second = serve(new SharedPort(), first.port(), "2");

    private static DisposableServer serve(SharedPort port, int number, String name) {
        return port.listen(HttpServer.create()
                        .host("127.0.0.1")
                        .port(number)
                        .handle((_, response) ->
                                response.header("Content-Length", "1").sendString(Mono.just(name))))
                .bindNow();
    }

    @AfterEach
    void stop() {
        first.disposeNow();
        second.disposeNow();
    }

    @Test
    void theOneThatLeavesTakesNoNewConnectionsAndKeepsTheOldOnes() throws IOException {
        try (var old = connectedTo("1")) {
            firstPort.began();
            await().until(() -> !first.channel().isOpen());

            for (var i = 0; i < 50; i++) {
                assertThat(askedOnce()).isEqualTo("2");
            }
            assertThat(answer(old)).isEqualTo("1");
        }
    }

    /** The kernel deals them out: some try leads there. */
    private Socket connectedTo(String name) throws IOException {
        while (true) {
            var socket = connect();
            if (answer(socket).equals(name)) {
                return socket;
            }
            socket.close();
        }
    }

    private String askedOnce() throws IOException {
        try (var socket = connect()) {
            return answer(socket);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), second.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The answer's only letter. */
    private static String answer(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (var line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
            assertThat(line).isNotNull();
        }
        return Character.toString(lines.read());
    }
}
