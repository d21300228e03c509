package io.aman.security;

import io.aman.testing.MutableClock;
import io.aman.testing.ServiceTest;
import io.aman.testing.StandingTime;
import io.aman.testing.TestTokens;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The whole service; one context for all tests. */
@ServiceTest
@Import({StandingTime.class, Faults.Installed.class})
@TestPropertySource(
        properties = {
            "aman.geo.city-database=src/test/resources/geoip/GeoLite2-City-Test.mmdb",
            "aman.geo.anonymous-database=src/test/resources/geoip/GeoIP-Anonymous-Plus-Test.mmdb"
        })
public abstract class SecurityTest {

    @Autowired
    protected MutableClock clock;

    @LocalServerPort
    private int port;

    /** Of this test alone: tests share the database and the topics. */
    protected final String own = UUID.randomUUID().toString();

    protected RestTestClient client() {
        return RestTestClient.bindToServer().baseUrl(base()).build();
    }

    protected String base() {
        return "http://127.0.0.1:" + port;
    }

    protected String bearer(String userId, String... permissions) {
        return "Bearer "
                + TestTokens.token(userId)
                        .permissions(permissions)
                        .issuedAt(clock.instant())
                        .sign();
    }
}
