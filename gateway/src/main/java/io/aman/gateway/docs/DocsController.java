package io.aman.gateway.docs;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_PREDICATE_PATH_CONTAINER_ATTR;

import io.aman.gateway.docs.Routed.Way;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The document, and the page that shows it: everything comes from here, nothing from elsewhere on the web. */
@RestController
@ConditionalOnBooleanProperty(name = "gateway.docs.enabled", matchIfMissing = true)
class DocsController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    /** The page talks to this gateway and to nobody else, and nobody may put it into a frame. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** What the page needs, by name; anything else is not there. */
    private static final Map<String, MediaType> FILES = Map.of(
            "swagger-ui.css", CSS,
            "swagger-ui-bundle.js", SCRIPT,
            "favicon-32x32.png", MediaType.IMAGE_PNG);

    private final RouteLocator routes;
    private final Documents documents;
    private final String page;
    private final String webjar;

    DocsController(RouteLocator routes, Documents documents, DocsProperties properties) {
        this.routes = routes;
        this.documents = documents;
        this.page = Packaged.text("docs/page.html").replace("{version}", properties.uiVersion());
        this.webjar = "META-INF/resources/webjars/swagger-ui/%s/".formatted(properties.uiVersion());
    }

    @GetMapping("/docs")
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", POLICY)
                .cacheControl(CacheControl.noCache())
                .body(page);
    }

    @GetMapping("/docs/openapi.json")
    Mono<ResponseEntity<String>> document(ServerWebExchange exchange) {
        return documents.current(routed(exchange)).map(document -> {
            if (exchange.checkNotModified("\"%s\"".formatted(document.tag()))) {
                return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
            }
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .cacheControl(CacheControl.maxAge(documents.cachedFor()).cachePublic())
                    .body(document.json());
        });
    }

    private Mono<Routed> routed(ServerWebExchange exchange) {
        return routes.getRoutes()
                .filter(route -> Routed.isService(route.getUri()))
                .map(route ->
                        new Way(route.getId(), route.getUri(), (method, path) -> takes(route, exchange, method, path)))
                .collectList()
                .map(Routed::new);
    }

    /** What the route itself would say of such a request; our predicates do not wait for anything. */
    private static boolean takes(Route route, ServerWebExchange exchange, String method, String path) {
        var asked = exchange.mutate()
                .request(request -> request.method(HttpMethod.valueOf(method)).path(path))
                .build();
        asked.getAttributes().remove(GATEWAY_PREDICATE_PATH_CONTAINER_ATTR); // of the question before
        return Mono.from(route.getPredicate().apply(asked)).toFuture().getNow(false);
    }

    @GetMapping("/docs/page.js")
    ResponseEntity<Resource> script() {
        return file(new ClassPathResource("docs/page.js"), SCRIPT);
    }

    @GetMapping("/docs/ui/{name}")
    ResponseEntity<Resource> file(@PathVariable String name) {
        var type = FILES.get(name);
        if (type == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return file(new ClassPathResource(webjar + name), type);
    }

    private static ResponseEntity<Resource> file(Resource file, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(file);
    }
}
