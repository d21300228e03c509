package io.aman.platform.idempotency;

import io.aman.platform.idempotency.IdempotencyError.KeyMissing;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

/** Makes an {@link IdempotentCall} of a request that has a key, and refuses one that has none. */
final class IdempotentCallResolver implements HandlerMethodArgumentResolver {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final IdempotencyKeys keys;
    private final IdempotencyProperties properties;
    private final Clock clock;
    private final JsonMapper json;

    IdempotentCallResolver(IdempotencyKeys keys, IdempotencyProperties properties, Clock clock, JsonMapper json) {
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotentCall.class;
    }

    @Override
    public IdempotentCall resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        var key = http.getHeader(HEADER);
        if (key == null || !KEY.matcher(key).matches()) {
            throw new KeyMissing();
        }
        var scope =
                String.join("\n", String.valueOf(http.getRemoteUser()), http.getMethod(), http.getRequestURI(), key);
        return new IdempotentCall(keys, properties, clock, json, scope);
    }
}
