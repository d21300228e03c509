package io.aman.gateway.docs;

import io.aman.gateway.call.FailoverFilter;
import io.aman.gateway.upstream.ServiceAddresses;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service's own {@code /v3/api-docs}. */
final class ServiceDocumentClient implements Function<URI, Mono<ObjectNode>> {

    private final JsonMapper json;
    private final Map<URI, WebClient> services;

    ServiceDocumentClient(ServiceAddresses addresses, DocsProperties properties, JsonMapper json) {
        this.json = json;
        this.services = addresses.byName().values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        List::getFirst, processes -> client(processes, properties), (first, _) -> first));
    }

    private static WebClient client(List<URI> processes, DocsProperties properties) {
        return FailoverFilter.of(processes)
                .clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create().disableRetry(true).responseTimeout(properties.timeLimit())))
                .codecs(codecs -> codecs.defaultCodecs()
                        .maxInMemorySize((int) properties.maxSize().toBytes()))
                .build();
    }

    /**
     * Failed unless it is answered by 200 and an object.
     *
     * @param service its first address
     */
    @Override
    public Mono<ObjectNode> apply(URI service) {
        return Objects.requireNonNull(services.get(service), "no service has this address")
                .get()
                .uri("/v3/api-docs")
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .onStatus(status -> status.value() != 200, ClientResponse::createException)
                .bodyToMono(byte[].class)
                .map(this::read);
    }

    private ObjectNode read(byte[] bytes) {
        JsonNode document = json.readTree(bytes);
        if (document instanceof ObjectNode object && object.path("paths").isObject()) {
            return object;
        }
        throw new IllegalArgumentException("no OpenAPI document");
    }
}
