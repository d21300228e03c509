package io.aman.session.oauth2;

import io.aman.events.Actor;
import io.aman.platform.docs.Answers;
import io.aman.platform.docs.ClientCredentials;
import io.aman.platform.security.ClientAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@SecurityRequirement(name = ClientCredentials.SCHEME)
class OAuthController {

    private final RegisteredClients clients;
    private final IntrospectToken introspect;
    private final RevokeToken revoke;

    OAuthController(RegisteredClients clients, IntrospectToken introspect, RevokeToken revoke) {
        this.clients = clients;
        this.introspect = introspect;
        this.revoke = revoke;
    }

    @PostMapping(path = "/oauth2/introspect", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Operation(
            operationId = "introspectToken",
            summary = "Whether a token counts, and for what (RFC 7662)",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                                            schema = @Schema(implementation = TokenForm.TokenRequest.class))))
    ResponseEntity<Map<String, Object>> introspect(HttpServletRequest request) throws IOException {
        clients.authenticated(request.getHeader(HttpHeaders.AUTHORIZATION));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(introspect.introspect(TokenForm.token(request.getInputStream())));
    }

    /** 200 whatever the token is: a client that hands one back wants it gone, and it is. */
    @PostMapping(path = "/oauth2/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Operation(
            operationId = "revokeToken",
            summary = "Ends the session that a token belongs to (RFC 7009)",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                                            schema = @Schema(implementation = TokenForm.TokenRequest.class))))
    @Answers(status = 200)
    void revoke(HttpServletRequest request) throws IOException {
        var client = clients.authenticated(request.getHeader(HttpHeaders.AUTHORIZATION));
        var token = TokenForm.token(request.getInputStream());
        revoke.revoke(token, Actor.service(client, ClientAddress.of(request)));
    }
}
