package io.aman.session.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.aman.platform.Ids;
import io.aman.platform.docs.Answers;
import io.aman.platform.security.TokenProperties;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publishes the public keys.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
 */
@RestController
class JwksController {

    private static final MediaType JWK_SET = MediaType.parseMediaType("application/jwk-set+json");

    private final SigningKeys keys;
    private final CacheControl cached;

    JwksController(SigningKeys keys, TokenProperties expected) {
        this.keys = keys;
        this.cached = CacheControl.maxAge(expected.jwksLifetime()).cachePublic();
    }

    @GetMapping("/.well-known/jwks.json")
    @Operation(
            operationId = "getSigningKeys",
            summary = "The public keys that access tokens are signed with (RFC 7517)")
    @Answers(body = Map.class, mediaType = "application/jwk-set+json")
    ResponseEntity<Map<String, Object>> keys() {
        var published = keys.published();
        return ResponseEntity.ok()
                .contentType(JWK_SET)
                .cacheControl(cached)
                .eTag(tag(published))
                .body(published.toJSONObject());
    }

    /** A key's id is its thumbprint, so the ids say it all. */
    private static String tag(JWKSet published) {
        var ids = published.getKeys().stream().map(JWK::getKeyID).collect(Collectors.joining(","));
        return "\"%s\"".formatted(HexFormat.of().formatHex(Ids.sha256(ids.getBytes(StandardCharsets.US_ASCII))));
    }
}
