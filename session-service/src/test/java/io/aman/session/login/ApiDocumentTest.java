package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.security.AccessTokenVerifier;
import io.aman.testing.DocumentedApi;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ApiDocumentTest extends RunningService {

    private final RequestMappingHandlerMapping controllers;

    ApiDocumentTest(
            MongoOperations mongo,
            AccessTokenVerifier verifier,
            CircuitBreakerRegistry breakers,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
        super(mongo, verifier, breakers);
        this.controllers = controllers;
    }

    @Test
    void everyOperationIsDocumentedWithASummaryAndItsRefusals() {
        assertThat(DocumentedApi.of(port, controllers).flaws()).isEmpty();
    }

    /** A secret is a string that no page shows. */
    @Test
    void aPasswordIsOne() {
        var document = DocumentedApi.of(port, controllers).document();

        assertThat(document.at("/components/schemas/AuthLoginRequest/properties/password/format")
                        .asString())
                .isEqualTo("password");
        assertThat(document.at("/paths/~1oauth2~1introspect/post/security").toString())
                .isEqualTo("[{\"client\":[]}]");
        assertThat(document.at("/paths/~1api~1auth~1login/post/security").toString())
                .isEqualTo("[]");
    }
}
