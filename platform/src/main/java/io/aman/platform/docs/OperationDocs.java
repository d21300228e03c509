package io.aman.platform.docs;

import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springdoc.core.utils.SpringDocAnnotationsUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/** Says of an operation what our own annotations and parameters mean, so that no controller has to say it twice. */
final class OperationDocs implements GlobalOperationComponentsCustomizer {

    static final String PERMISSIONS = "x-permissions";
    static final String FRESH_SIGN_IN = "x-fresh-sign-in-seconds";

    /** What every service has is told apart by whose it is. */
    private static final String EVERYWHERE = "io.aman.platform.";

    private final String service;

    /** @param service the name to tell apart what every service has, such as {@code Payment} */
    OperationDocs(String service) {
        this.service = service;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        throw new IllegalStateException("springdoc hands over the components");
    }

    @Override
    public Operation customize(Operation operation, Components components, HandlerMethod handler) {
        answers(
                operation,
                components,
                AnnotatedElementUtils.findMergedRepeatableAnnotations(handler.getMethod(), Answers.class));
        if (handler.getBeanType().getName().startsWith(EVERYWHERE)) {
            operation.setOperationId(operation.getOperationId() + "Of" + service);
        }
        if (takes(handler, IdempotentCall.class)) {
            idempotency(operation);
        }
        permissions(operation, handler.getMethodAnnotation(RequirePermissions.class));
        freshSignIn(operation, handler.getMethodAnnotation(RequireFreshSignIn.class));
        if (takes(handler, InputStream.class)) {
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType("*/*", new MediaType().schema(new Schema<>()))));
        }
        if (operation.getRequestBody() != null || !parameters(operation).isEmpty()) {
            Problems.add(operation, HttpStatus.BAD_REQUEST, "The request is not acceptable.");
        }
        parameters(operation).stream()
                .filter(parameter -> parameter.getName().equals("cursor"))
                .forEach(parameter -> parameter.description("`nextCursor` of the page before; absent for the first."));
        if (has(handler, PathVariable.class)) {
            Problems.add(operation, HttpStatus.NOT_FOUND, "There is none, or none that the caller may know of.");
        }
        return operation;
    }

    private static void answers(Operation operation, Components components, Set<Answers> answers) {
        if (answers.isEmpty()) {
            return;
        }
        var responses = new ApiResponses();
        for (var answer : answers) {
            for (var status : answer.status()) {
                var response =
                        new ApiResponse().description(HttpStatus.valueOf(status).getReasonPhrase());
                if (answer.body() != Void.class) {
                    response.setContent(content(components, answer));
                }
                responses.addApiResponse(String.valueOf(status), response);
            }
        }
        operation.setResponses(responses);
    }

    private static Content content(Components components, Answers answers) {
        var schema = answers.body() == byte[].class
                ? new StringSchema().format("binary")
                : SpringDocAnnotationsUtils.extractSchema(components, answers.body(), null, null, SpecVersion.V31);
        var content = new Content();
        for (var type : answers.mediaType()) {
            content.addMediaType(type, new MediaType().schema(schema));
        }
        return content;
    }

    private static void permissions(Operation operation, @Nullable RequirePermissions required) {
        if (required != null) {
            operation.addExtension(PERMISSIONS, List.of(required.value()));
            describe(operation, "Needs the permission `%s`.".formatted(String.join("` and `", required.value())));
            Problems.add(operation, HttpStatus.FORBIDDEN, "The caller lacks a permission.");
        }
    }

    private static void freshSignIn(Operation operation, @Nullable RequireFreshSignIn required) {
        if (required != null) {
            operation.addExtension(FRESH_SIGN_IN, required.maxAgeSeconds());
            describe(
                    operation,
                    "Asks for a sign-in that is at most %d seconds old (`STEP_UP_REQUIRED`), and not of somebody who acts as another."
                            .formatted(required.maxAgeSeconds()));
            Problems.add(operation, HttpStatus.FORBIDDEN, "Not while acting as somebody else.");
        }
    }

    private static void idempotency(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name("Idempotency-Key")
                .required(true)
                .description(
                        "The same key and body get the same answer, however often they are sent; choose it at random.")
                .schema(new StringSchema().minLength(1).maxLength(255).pattern("^[!-~]+$")));
        operation
                .getResponses()
                .forEach((_, response) -> response.addHeaderObject(
                        "Idempotent-Replayed",
                        new Header()
                                .description("`true` where this answer was given before.")
                                .schema(new StringSchema())));
        Problems.add(
                operation, HttpStatus.CONFLICT, "The state does not allow it, or a call with this key is under way.");
        Problems.add(
                operation,
                HttpStatus.UNPROCESSABLE_CONTENT,
                "A rule refuses it, or the key was used for another body.");
    }

    private static void describe(Operation operation, String sentence) {
        operation.setDescription(Stream.of(operation.getDescription(), sentence)
                .filter(Objects::nonNull)
                .reduce((before, after) -> before + "\n\n" + after)
                .orElseThrow());
    }

    private static List<Parameter> parameters(Operation operation) {
        return Objects.requireNonNullElse(operation.getParameters(), List.of());
    }

    private static boolean takes(HandlerMethod handler, Class<?> type) {
        return Arrays.stream(handler.getMethodParameters())
                .map(MethodParameter::getParameterType)
                .anyMatch(type::equals);
    }

    private static boolean has(HandlerMethod handler, Class<? extends java.lang.annotation.Annotation> annotation) {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(annotation));
    }
}
