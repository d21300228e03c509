package io.aman.security.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.PaymentEvent;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cards that are tried through many accounts, from one address or at one device. */
class SharedCardTestingTest extends WatchedPayments {

    @Test
    void cardsThatAreTriedThroughManyAccountsRaiseOneAlertOfTheAddress() {
        var tester = "198.51.100.77";
        for (int i = 0; i < 20; i++) {
            var account = "%s_%d".formatted(payer, i);
            ask(account, Map.of("address", tester, "paymentId", "pay_" + own + i, "attemptId", own + i))
                    .expectStatus()
                    .isOk();
            declinedOf(account, "pay_" + own + i, clock.instant().minusSeconds(30 - i));
        }

        await().until(() -> alerts(alert -> alert.path("address").asString("").equals(tester))
                        .size()
                == 1);
        var alert =
                alerts(one -> one.path("address").asString("").equals(tester)).getFirst();
        assertThat(alert.get("kind").asString()).isEqualTo("shared-card-testing");
        assertThat(alert.path("userId").asString("")).isEmpty();
        assertThat(assess(Map.of("address", tester, "attemptId", own + "next"))
                        .get("decision")
                        .asString())
                .as("whoever comes from there")
                .isEqualTo("STEP_UP");
        assertThat(assess(Map.of("address", KUWAIT, "attemptId", own + "home"))
                        .get("decision")
                        .asString())
                .isEqualTo("ALLOW");
    }

    @Test
    void cardsThatAreTriedAtOneDeviceFromManyAddressesRaiseOneAlertOfTheDevice() {
        var device = "dev_" + own.replace("-", "").substring(0, 32);
        for (int i = 0; i < 15; i++) {
            var account = "%s_%d".formatted(payer, i);
            var elsewhere = Map.<String, Object>of(
                    "address",
                    "198.51.100." + i,
                    "device",
                    device,
                    "paymentId",
                    "pay_" + own + i,
                    "attemptId",
                    own + i);
            ask(account, elsewhere).expectStatus().isOk();
            declinedOf(account, "pay_" + own + i, clock.instant().minusSeconds(30 - i));
        }

        await().until(() -> alerts(alert -> alert.path("about").asString("").equals("device " + device))
                        .size()
                == 1);
        var alert = alerts(one -> one.path("about").asString("").equals("device " + device))
                .getFirst();
        assertThat(alert.get("kind").asString()).isEqualTo("device-card-testing");
        assertThat(alert.path("userId").asString("") + alert.path("address").asString(""))
                .isEmpty();
        assertThat(assess(Map.of("device", device, "attemptId", own + "next"))
                        .get("decision")
                        .asString())
                .as("whoever pays at it")
                .isEqualTo("STEP_UP");
        assertThat(assess(Map.of("attemptId", own + "home")).get("decision").asString())
                .isEqualTo("ALLOW");
    }

    @Test
    void ofAddressesThatAreInEveryPrivateNetworkNothingIsCounted() {
        var nobodys = "10.20.30.40";
        for (int i = 0; i < 20; i++) {
            var account = "%s_%d".formatted(payer, i);
            ask(account, Map.of("address", nobodys, "paymentId", "pay_" + own + i, "attemptId", own + i))
                    .expectStatus()
                    .isOk();
            declinedOf(account, "pay_" + own + i, clock.instant().minusSeconds(30 - i));
        }
        await().until(() -> IntStream.range(0, 20)
                .allMatch(i -> spendings.of("%s_%d".formatted(payer, i)).moves().size() == 1));

        assertThat(assess(Map.of("address", nobodys, "attemptId", own + "next"))
                        .get("decision")
                        .asString())
                .isEqualTo("ALLOW");
        assertThat(alerts(one -> one.path("address").asString("").equals(nobodys)))
                .isEmpty();
    }

    private void declinedOf(String account, String payment, Instant at) {
        tell(payment, new PaymentEvent.Failed(payment, account, usd(100), "stripe", "card_declined"), at);
    }
}
