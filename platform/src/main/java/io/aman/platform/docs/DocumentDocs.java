package io.aman.platform.docs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What holds for all operations of a document: who may call, what is refused, and where they belong. */
final class DocumentDocs implements GlobalOpenApiCustomizer {

    private static final String BEARER = "bearer";

    /** The resource: what comes after {@code /api}, or first. */
    private static final Pattern RESOURCE = Pattern.compile("/(?:api/)?\\.?([^/]+).*");

    private static final Pattern WEBHOOK = Pattern.compile("/api/[^/]+/webhook/.*");

    private final List<PathPattern> publicPaths;

    DocumentDocs(List<String> publicPaths) {
        this.publicPaths = publicPaths.stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    @Override
    public void customise(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        Problems.define(document.getComponents());
        document.getComponents()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme(BEARER)
                                .bearerFormat("JWT")
                                .description("The `token` of a login, five minutes old at most."))
                .addSecuritySchemes(
                        ClientCredentials.SCHEME,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("A registered client's id and secret."));
        document.setTags(null);
        if (document.getPaths() == null) {
            document.setPaths(new Paths());
        }
        document.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> complete(path, operation)));
        ClosedRequests.close(document);
    }

    private void complete(String path, Operation operation) {
        operation.setTags(List.of(tag(path)));
        if (operation.getSecurity() == null) {
            operation.setSecurity(isPublic(path) ? List.of() : List.of(new SecurityRequirement().addList(BEARER)));
        }
        if (!operation.getSecurity().isEmpty()) {
            Problems.add(operation, HttpStatus.UNAUTHORIZED, "The token or secret is missing, expired or not good.");
        }
        Problems.add(operation, HttpStatus.TOO_MANY_REQUESTS, "Too many requests; wait for `Retry-After`.");
        Problems.addAnyOther(operation);
    }

    private static String tag(String path) {
        return WEBHOOK.matcher(path).matches()
                ? "webhooks"
                : RESOURCE.matcher(path).replaceFirst("$1");
    }

    private boolean isPublic(String path) {
        var parsed = PathContainer.parsePath(path.replaceAll("[{}]", ""));
        return publicPaths.stream().anyMatch(pattern -> pattern.matches(parsed));
    }
}
