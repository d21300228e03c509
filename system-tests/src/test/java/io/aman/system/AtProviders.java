package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The sandbox's side: what payers do on the providers' pages, and the books that the providers keep. */
final class AtProviders {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGER_THAN_ANY_READ_TIMEOUT = Duration.ofSeconds(10);
    private static final String PAGE_OF = "PaymentID=";

    /** What came of one payment at its provider. */
    record Standing(long captured, int captures, long refunded, int refunds) {

        static final Standing NOTHING = new Standing(0, 0, 0, 0);

        private static Standing of(JsonNode books) {
            return new Standing(
                    books.path("captured").asLong(),
                    books.path("captures").asInt(),
                    books.path("refunded").asLong(),
                    books.path("refunds").asInt());
        }

        Standing plus(Standing other) {
            return new Standing(
                    captured + other.captured,
                    captures + other.captures,
                    refunded + other.refunded,
                    refunds + other.refunds);
        }
    }

    private final HttpClient browser = HttpClient.newHttpClient();
    private final Api sandbox;
    private final Api stripe;

    AtProviders(LocalStack stack) {
        this.sandbox = Api.at(stack.ports().sandboxUri());
        this.stripe = sandbox.signedIn(stack.secret("payment-service", "payment.provider.stripe.api-key"));
    }

    /**
     * The next capture and refund at Stripe and PayPal have effect, and two calls to KNET: but the answers never come.
     */
    void loseAnswers() {
        loseAnswer("stripe", "/capture$");
        loseAnswer("stripe", "/refunds$");
        loseAnswer("paypal", "/capture$");
        loseAnswer("paypal", "/refund$");
        loseAnswer("knet", "tranPipe");
        loseAnswer("knet", "tranPipe");
    }

    private void loseAnswer(String provider, String path) {
        var fault = Map.of(
                "provider",
                provider,
                "kind",
                "timeout-after-effect",
                "method",
                "POST",
                "path",
                path,
                "millis",
                LONGER_THAN_ANY_READ_TIMEOUT.toMillis());
        assertThat(sandbox.post("/_sandbox/faults", fault).status()).isEqualTo(200);
    }

    /** The payer agrees to the order that PayPal has of this payment; nothing happens where he has. */
    void approveAtPayPal(String payment) {
        for (var order :
                byPayment("paypal/ledger", row -> row.path("custom_id")).getOrDefault(payment, List.of())) {
            sandbox.post(
                    "/_sandbox/paypal/orders/%s/approve"
                            .formatted(order.path("order").asString()),
                    Map.of());
        }
    }

    /**
     * The payer opens KNET's page, and pays.
     *
     * @return KNET's id of what was paid
     */
    String payAtKnet(URI page) {
        var location = open(page);
        var id = location.substring(location.indexOf(PAGE_OF) + PAGE_OF.length());
        var trackId = knet().get(id).path("trackid").asString();
        sandbox.post("/_sandbox/knet/payments/%s/pay".formatted(trackId), Map.of());
        return id;
    }

    private String open(URI page) {
        try {
            var request = HttpRequest.newBuilder(page).timeout(TIMEOUT).build();
            return browser.send(request, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Our payments' ids by whatever Stripe or PayPal calls one of them, or a piece of it. */
    Map<String, String> payments() {
        var payments = new HashMap<String, String>();
        sandbox.get("/_sandbox/stripe/payment_intents")
                .elements()
                .forEach(intent -> payments.put(
                        intent.path("id").asString(),
                        intent.path("metadata").path("payment_id").asString("")));
        sandbox.get("/_sandbox/paypal/ledger").elements().forEach(order -> {
            var payment = order.path("custom_id").asString("");
            payments.put(order.path("order").asString(), payment);
            order.path("pieces").forEach(piece -> payments.put(piece.asString(), payment));
        });
        return payments;
    }

    /** By our payment's id; more than one where it was made twice. */
    Map<String, List<Standing>> stripeBooks() {
        return standings(
                byPayment("stripe/payment_intents", row -> row.path("metadata").path("payment_id")), intent -> {
                    var refunds = stripe.get("/stripe/v1/refunds?limit=100&payment_intent="
                                    + intent.path("id").asString())
                            .body()
                            .path("data")
                            .valueStream()
                            .filter(refund -> refund.path("status").asString().equals("succeeded"))
                            .toList();
                    return new Standing(
                            intent.path("amount_received").asLong(),
                            intent.path("captures").asInt(),
                            refunds.stream()
                                    .mapToLong(refund -> refund.path("amount").asLong())
                                    .sum(),
                            refunds.size());
                });
    }

    /** By our payment's id; more than one where it was made twice. */
    Map<String, List<Standing>> paypalBooks() {
        return standings(byPayment("paypal/ledger", row -> row.path("custom_id")), Standing::of);
    }

    /** By KNET's id of an attempt to pay; what was taken back counts as never captured. */
    Map<String, Standing> knetBooks() {
        return knet().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Standing.of(entry.getValue())));
    }

    private Map<String, JsonNode> knet() {
        return sandbox.get("/_sandbox/knet/payments")
                .elements()
                .collect(Collectors.toMap(row -> row.path("paymentid").asString(), Function.identity()));
    }

    private Map<String, List<JsonNode>> byPayment(String books, Function<JsonNode, JsonNode> payment) {
        return sandbox.get("/_sandbox/" + books)
                .elements()
                .collect(Collectors.groupingBy(row -> payment.apply(row).asString("")));
    }

    private static Map<String, List<Standing>> standings(
            Map<String, List<JsonNode>> books, Function<JsonNode, Standing> standing) {
        return books.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream().map(standing).toList()));
    }
}
