package io.aman.platform.health;

import static io.aman.platform.ShopClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.ShopClient;
import io.aman.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class PartsEndpointTest {

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    void aServiceTellsHowItsDatabaseBrokerAndOutboxFare() {
        var answer = new ShopClient(managementPort).send(new ShopClient(managementPort).request("/actuator/parts"));

        assertThat(answer.statusCode()).isEqualTo(200);
        var parts = json(answer).path("parts");
        assertThat(parts.path("database").path("status").asString()).isEqualTo("UP");
        assertThat(parts.path("broker").path("status").asString()).isEqualTo("UP");
        assertThat(json(answer).path("status").asString()).isEqualTo("UP");
    }

    @Test
    void itIsNotThereForClients() {
        var client = new ShopClient(port);

        assertThat(client.send(client.as("usr_1", "/actuator/parts")).statusCode())
                .isEqualTo(404);
    }
}
