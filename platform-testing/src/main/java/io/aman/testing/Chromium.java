package io.aman.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Chromium without a window, with one page, driven by its DevTools protocol. Its data is its own and goes with it.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String LISTENING = "DevTools listening on ";
    private static final int SECONDS = 30;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path data;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
    private volatile String session = "";

    private Chromium(Path program, List<String> switches) throws IOException {
        data = Files.createTempDirectory("chromium");
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + data));
        command.addAll(switches);
        command.add("about:blank");
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address(process), new Answers())
                    .join();
            var page = call("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
            session = call("Target.attachToTarget", Map.of("targetId", page.asString(), "flatten", true))
                    .get("sessionId")
                    .asString();
        } catch (RuntimeException | IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The program on the path, where there is one. */
    public static Optional<Path> installed() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one; its page is empty. */
    public static Chromium start(Path program) {
        return start(program, List.of());
    }

    /**
     * As above.
     *
     * @param switches of the command line, on top of ours
     */
    public static Chromium start(Path program, List<String> switches) {
        try {
            return new Chromium(program, switches);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows an empty page as if it were served at this address; nothing is asked for over the network. */
    public void show(String url) {
        call("Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", "*"))));
        call("Page.enable", Map.of());
        call("Page.navigate", Map.of("url", url));
        evaluate("new Promise(done => document.readyState === 'complete' ? done(true)"
                + " : window.addEventListener('load', () => done(true)))");
    }

    /**
     * What an expression comes to, once it does.
     *
     * @throws IllegalStateException with what it throws
     */
    public JsonNode evaluate(String expression) {
        var answer = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.get("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    /** Calls a method of the protocol and returns its result. */
    public JsonNode call(String method, Map<String, ?> parameters) {
        try {
            return send(method, parameters).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next event of a domain that is enabled, once there is one; each is seen once. */
    public JsonNode event(String method) {
        try {
            var event = events(method).poll(SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new IllegalStateException("there was no " + method);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private BlockingQueue<JsonNode> events(String method) {
        return events.computeIfAbsent(method, _ -> new LinkedBlockingQueue<>());
    }

    private CompletableFuture<JsonNode> send(String method, Map<String, ?> parameters) {
        var id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        var message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        synchronized (this) {
            socket.sendText(message.toString(), true).join();
        }
        return answer;
    }

    private void heard(JsonNode message) {
        var event = message.path("method").asString("");
        if (event.equals("Fetch.requestPaused")) {
            var request = message.at("/params/requestId").asString();
            Thread.ofVirtual().start(() -> serve(request));
        } else if (!event.isEmpty()) {
            events(event).add(message.path("params"));
        }
        var answer = asked.remove(message.path("id").asInt(0));
        if (answer != null && message.has("error")) {
            answer.completeExceptionally(
                    new IllegalStateException(message.get("error").toString()));
        } else if (answer != null) {
            answer.complete(message.path("result"));
        }
    }

    private void serve(String request) {
        var page = "<!doctype html><title>a page</title>".getBytes(StandardCharsets.UTF_8);
        var _ = send(
                "Fetch.fulfillRequest",
                Map.of(
                        "requestId",
                        request,
                        "responseCode",
                        200,
                        "responseHeaders",
                        List.of(Map.of("name", "Content-Type", "value", "text/html")),
                        "body",
                        Base64.getEncoder().encodeToString(page)));
    }

    private static URI address(Process process) throws IOException {
        var said = new ArrayList<String>();
        var lines = new BufferedReader(process.errorReader(StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {})); // else it would wait for a reader
                return URI.create(line.substring(LISTENING.length()).strip());
            }
            said.add(line);
        }
        throw new IOException("Chromium does not start: " + said);
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (var files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts together what comes in parts. */
    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                var message = JSON.readTree(text.toString());
                text.setLength(0);
                heard(message);
            }
            from.request(1);
            return null;
        }
    }
}
