package io.aman.gateway.docs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
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

    private final Routed routed;
    private final Documents documents;
    private final String page;
    private final String webjar;

    DocsController(Routed routed, Documents documents, DocsProperties properties) {
        this.routed = routed;
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
        return documents.current(routed).map(document -> {
            if (exchange.checkNotModified("\"%s\"".formatted(document.tag()))) {
                return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
            }
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .cacheControl(CacheControl.maxAge(documents.cachedFor()).cachePublic())
                    .body(document.json());
        });
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
