package io.aman.payment.card;

import io.aman.platform.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses every JSON body that holds a card number, before anything reads it: who stores, logs or forwards one is in
 * scope of PCI DSS. Webhooks are no such bodies: their controllers read the bytes themselves.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class CardNumberProblems extends RequestBodyAdviceAdapter {

    /** Several times the largest invoice: a body is held in memory to be read twice. */
    private static final int MAX_BYTES = 1024 * 1024;

    private final JsonMapper json;

    CardNumberProblems(JsonMapper json) {
        this.json = json;
    }

    @ExceptionHandler
    ProblemDetail handle(CardNumberRefused error) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "card-number-refused", String.valueOf(error.getMessage()));
    }

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        var bytes = message.getBody().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "At most %d bytes.".formatted(MAX_BYTES));
        }
        try (var parser = parser(bytes, message.getHeaders())) {
            JsonCardNumbers.find(parser).ifPresent(place -> {
                throw new CardNumberRefused(place);
            });
        }
        return new Reread(message.getHeaders(), bytes);
    }

    /** As the message converter makes it: what is found must be what is read later. */
    private JsonParser parser(byte[] bytes, HttpHeaders headers) {
        var contentType = headers.getContentType();
        var charset = contentType == null ? null : contentType.getCharset();
        return charset == null || charset.name().startsWith("UTF-")
                ? json.createParser(bytes)
                : json.createParser(new InputStreamReader(new ByteArrayInputStream(bytes), charset));
    }

    private static final class Reread implements HttpInputMessage {

        private final HttpHeaders headers;
        private final byte[] bytes;

        Reread(HttpHeaders headers, byte[] bytes) {
            this.headers = headers;
            this.bytes = bytes;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
