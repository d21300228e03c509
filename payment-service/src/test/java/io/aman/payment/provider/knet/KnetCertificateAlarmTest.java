package io.aman.payment.provider.knet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.aman.payment.provider.ProviderAlert;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnetCertificateAlarmTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final URI RESPONSE = URI.create("https://shop.example/api/payments/webhook/knet");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");

    private KnetCertificateAlarm alarm(KnetCertificateAlarm.Look look) {
        return new KnetCertificateAlarm(
                KnetFixture.properties(URI.create("http://127.0.0.1:1"), RESPONSE), look, meters, clock);
    }

    private double days() {
        return meters.get(KnetCertificateAlarm.GAUGE).gauge().value();
    }

    @Test
    void aCertificateIsWarnedOfAMonthBeforeItsEnd() {
        var alarm = alarm(_ -> NOW.plus(Duration.ofDays(40)));
        assertThat(days()).isNaN();
        alarm.check();
        assertThat(days()).isEqualTo(40);
        assertThat(alarm.current()).isEmpty();
        clock.advance(Duration.ofDays(11));
        assertThat(days()).isEqualTo(29);
        assertThat(alarm.current()).extracting(ProviderAlert::code).containsExactly("certificate-expires");
        clock.advance(Duration.ofDays(30));
        assertThat(days()).isEqualTo(-1);
    }

    @Test
    void oneThatCannotBeSeenIsAnAlertToo() {
        var alarm = alarm(_ -> {
            throw new IOException("nobody listens");
        });
        alarm.check();
        assertThat(alarm.current()).extracting(ProviderAlert::code).containsExactly("certificate-unreadable");
        assertThat(days()).isNaN();
    }

    @Test
    void theEndOfASelfSignedCertificateIsSeen() throws Exception {
        var server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort());
        server.start();
        try {
            var end = ServedCertificate.firstExpiry(URI.create("https://127.0.0.1:" + server.httpsPort()));
            assertThat(end).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
            assertThatThrownBy(() -> ServedCertificate.firstExpiry(URI.create("https://127.0.0.1:" + server.port())))
                    .isInstanceOf(IOException.class);
        } finally {
            server.stop();
        }
    }
}
