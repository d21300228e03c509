package io.aman.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RevocationOutsideTest extends GatewayTest {

    @Test
    void readinessTellsAboutRevocationsAndMetricsShowTheirAge() {
        var readiness = management("/actuator/health/readiness");
        assertThat(readiness).contains("\"status\":\"UP\"", "\"revocation\":{");

        assertThat(management("/actuator/prometheus"))
                .contains(
                        "aman_revocation_staleness_seconds{",
                        "aman_revocation_entries{",
                        "aman_revocation_lag_seconds_count{");
    }

    private String management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)))
                .body();
    }
}
