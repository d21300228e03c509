package io.aman.session.identity.keycloak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.MountableFile;

/** The same of the image that {@code docker-compose.yml} names; reported as skipped where there is no Docker. */
@Tag("process")
@Testcontainers(disabledWithoutDocker = true)
class ContainerKeycloakIT extends KeycloakIdentityContract {

    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9000;

    @Container
    private static final GenericContainer<?> KEYCLOAK = new GenericContainer<>("keycloak/keycloak:26.7.3")
            .withCommand("start-dev", "--import-realm", "--health-enabled=true")
            .withExposedPorts(HTTP, MANAGEMENT)
            .withCopyFileToContainer(
                    MountableFile.forHostPath(Path.of("..", "docs", "keycloak", "aman-realm.json"), 0644),
                    "/opt/keycloak/data/import/aman-realm.json")
            .withEnv(Map.of(
                    "JAVA_OPTS_KC_HEAP", "-Xmx512m",
                    "AMAN_KEYCLOAK_CLIENT_SECRET", RunningKeycloak.CLIENT_SECRET,
                    "AMAN_KEYCLOAK_DIRECTORY_SECRET", RunningKeycloak.DIRECTORY_SECRET,
                    "AMAN_KEYCLOAK_DIRECT_GRANT", "true",
                    "AMAN_KEYCLOAK_PASSWORD_SECRET", RunningKeycloak.PASSWORD_SECRET,
                    "AMAN_KEYCLOAK_REDIRECT_URI", RunningKeycloak.REDIRECT.toString(),
                    "AMAN_KEYCLOAK_LOGOUT_URI", "http://127.0.0.1:9/api/auth/oidc/backchannel-logout",
                    "AMAN_KEYCLOAK_SMTP_HOST", "127.0.0.1",
                    "AMAN_KEYCLOAK_SMTP_PORT", "25"))
            .waitingFor(Wait.forHttp("/health/ready").forPort(MANAGEMENT).withStartupTimeout(Duration.ofMinutes(6)));

    @BeforeAll
    static void open() {
        open(URI.create("http://%s:%d".formatted(KEYCLOAK.getHost(), KEYCLOAK.getMappedPort(HTTP))));
    }
}
