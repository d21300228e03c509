package io.aman.testing;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares a running service's OpenAPI document with the controllers that it really has. */
public final class DocumentedApi {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document;
    private final RequestMappingHandlerMapping controllers;

    private DocumentedApi(JsonNode document, RequestMappingHandlerMapping controllers) {
        this.document = document;
        this.controllers = controllers;
    }

    public static DocumentedApi of(int port, RequestMappingHandlerMapping controllers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v3/api-docs".formatted(port)))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("the document is answered by " + answer.statusCode());
            }
            return new DocumentedApi(JSON.readTree(answer.body()), controllers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    /**
     * What is wrong with it, each in a sentence: an operation that is missing, or has no name or summary, or says nothing
     * of what it answers or refuses; one that nobody serves or that is internal; a reference to nothing.
     */
    public List<String> flaws() {
        var flaws = new ArrayList<String>();
        var served = served();
        var documented = documented();
        served.stream().filter(one -> !documented.contains(one)).forEach(one -> flaws.add(one + " is not documented"));
        documented.stream().filter(one -> !served.contains(one)).forEach(one -> flaws.add(one + " is not served"));
        var names = new HashSet<String>();
        documented.forEach(one -> describe(one, names, flaws));
        document.findValuesAsString("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .forEach(reference -> flaws.add(reference + " is nowhere"));
        return flaws;
    }

    /** Without what is for other services only. */
    private Set<String> served() {
        return controllers.getHandlerMethods().entrySet().stream()
                .filter(mapped -> mapped.getValue().getBeanType().getName().startsWith("io.aman."))
                .flatMap(mapped -> operations(mapped.getKey()))
                .filter(operation -> !operation.contains(" /internal/"))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> operations(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
    }

    private Set<String> documented() {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(toCollection(TreeSet::new));
    }

    private void describe(String name, Set<String> names, List<String> flaws) {
        var words = name.split(" ", 2);
        var operation = document.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
        if (operation.path("summary").asString("").isBlank()) {
            flaws.add(name + " has no summary");
        }
        if (!names.add(operation.path("operationId").asString("")) || names.contains("")) {
            flaws.add(name + " has no name of its own");
        }
        var answers = operation.path("responses");
        if (answers.propertyNames().stream().noneMatch(status -> status.matches("[23]\\d\\d"))) {
            flaws.add(name + " does not say what it answers");
        }
        var refusals = answers.propertyStream()
                .filter(answer -> answer.getKey().matches("4\\d\\d"))
                .toList();
        if (refusals.isEmpty()
                || !refusals.stream()
                        .allMatch(refusal -> refusal.getValue().path("content").has("application/problem+json"))) {
            flaws.add(name + " does not refuse by a problem");
        }
    }
}
