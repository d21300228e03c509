package io.aman.session.login;

import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.data.mongodb.core.MongoOperations;

class EmbeddedJourneyTest extends SignInJourney {

    EmbeddedJourneyTest(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers, sealed);
    }
}
