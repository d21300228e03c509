package io.aman.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands for security-service: allows whatever is not told to be answered otherwise. */
public final class RiskDesk {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param token with which it was asked */
    public record Asked(String path, String token, JsonNode question) {}

    private final HttpServer server;
    private final Map<String, String> decisions = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private RiskDesk(HttpServer server) {
        this.server = server;
    }

    static RiskDesk start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var desk = new RiskDesk(server);
            server.createContext("/", desk::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return desk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param decision {@code AWAY} for none */
    public void decide(String paymentId, String decision) {
        decisions.put(paymentId, decision);
    }

    /** What was asked about that payment, the last at the end. */
    public List<Asked> about(String paymentId) {
        return asked.stream()
                .filter(one -> one.question.path("paymentId").asString("").equals(paymentId))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var question = JSON.readTree(exchange.getRequestBody());
            var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(new Asked(exchange.getRequestURI().getPath(), token, question));
            var decision = decisions.getOrDefault(question.path("paymentId").asString(""), "ALLOW");
            if (decision.equals("AWAY")) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var body = JSON.writeValueAsBytes(Map.of(
                    "assessmentId",
                    "asm_1",
                    "decision",
                    decision,
                    "score",
                    42,
                    "reasons",
                    List.of("card-testing"),
                    "weightsVersion",
                    "delivered-2"));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
