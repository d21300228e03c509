package io.aman.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.aman.local.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Stands where session-service would, unless that runs: publishes a key at its port and signs tokens by it. Without a
 * gateway it also
 * takes the sandbox's webhooks at that one's port and does nothing, so that they neither count nor pile up.
 */
public final class Issuer implements AutoCloseable {

    /** Longer than any run. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final RSAKey key;
    private final URI issuer;
    private final URI jwks;
    private final List<HttpServer> servers;

    private Issuer(RSAKey key, Ports ports, List<HttpServer> servers) {
        this.key = key;
        this.issuer = ports.gatewayUri();
        this.jwks = ports.http(ports.session()).resolve("/.well-known/jwks.json");
        this.servers = servers;
    }

    static Issuer beside(List<String> parts, Ports ports) {
        try {
            var key = new RSAKeyGenerator(2048).keyID("bench").generate();
            var servers = new ArrayList<HttpServer>();
            if (!parts.contains("session-service")) {
                servers.add(answering(ports.session(), new JWKSet(key.toPublicJWK()).toString()));
            }
            if (!parts.contains("gateway")) {
                servers.add(answering(ports.gateway(), "{}"));
            }
            return new Issuer(key, ports, servers);
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer answering(int port, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    /** What tokens name as {@code iss}. */
    public URI issuer() {
        return issuer;
    }

    /** Where the key is published. */
    public URI jwks() {
        return jwks;
    }

    /** An access token that both services under test accept. */
    public String token(String userId, String... permissions) {
        return signed(claims(userId, permissions).build());
    }

    /** As above, of somebody whose roles limit them: requests a second, a minute, at once, a day and a month. */
    public String limited(String userId, List<Long> limits, String... permissions) {
        return signed(claims(userId, permissions).claim("lim", limits).build());
    }

    private JWTClaimsSet.Builder claims(String userId, String... permissions) {
        var now = Clock.systemUTC().instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .audience("aman")
                .subject(userId)
                .claim("sid", "ses_" + userId)
                .claim("client_id", "aman")
                .claim("permissions", List.of(permissions))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString());
    }

    private String signed(JWTClaimsSet claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID(key.getKeyID())
                    .build();
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
