package io.aman.gateway.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A server whose connections are guarded as the gateway's are, and that remembers which requests got through. */
final class GuardedServer implements AutoCloseable {

    private static final byte[] MEGABYTE = new byte[1024 * 1024];

    final Queue<String> handled = new ConcurrentLinkedQueue<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Sinks.Empty<Void> released = Sinks.empty();
    private final DisposableServer server;
    private final JsonMapper json = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();
    final ConnectionProblems problems = new ConnectionProblems(json, meters);

    GuardedServer(Duration patience) {
        var limits = new ConnectionProperties(patience, patience, patience.multipliedBy(3), patience, false);
        server = ConnectionConfiguration.guarded(
                        HttpServer.create()
                                .host("127.0.0.1")
                                .port(0)
                                .idleTimeout(Duration.ofSeconds(60))
                                .httpRequestDecoder(
                                        spec -> spec.maxHeaderSize(16 * 1024).maxInitialLineLength(8 * 1024)),
                        limits,
                        problems)
                .handle(this::answer)
                .bindNow();
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.uri()) {
            case "/large" ->
                response.sendByteArray(Flux.just(MEGABYTE).repeat(63)).then();
            case "/waits" -> released.asMono().then(echoed(request, response));
            case "/early" -> response.status(403).sendString(Mono.just("no")).then();
            default -> echoed(request, response);
        };
    }

    private Mono<Void> echoed(HttpServerRequest request, HttpServerResponse response) {
        var body = request.receive().aggregate().asString(ISO_8859_1).defaultIfEmpty("");
        return response.sendString(
                        body.doOnNext(text -> handled.add(request.method() + " " + request.uri() + " " + text))
                                .map("ok "::concat))
                .then();
    }

    /** What waits is answered from now on. */
    void release() {
        var _ = released.tryEmitEmpty();
    }

    double refused(String reason) {
        return meters.counter("aman.connections.refused", "reason", reason).count();
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    int port() {
        return ((InetSocketAddress) Objects.requireNonNull(server.address())).getPort();
    }

    /** Exactly these bytes; all that is answered until the server closes. */
    String send(String bytes) throws IOException {
        try (var socket = connect()) {
            write(socket, bytes);
            return rest(socket);
        }
    }

    static void write(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
