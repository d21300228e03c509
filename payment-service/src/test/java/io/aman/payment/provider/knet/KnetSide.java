package io.aman.payment.provider.knet;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.provider.Call;
import io.aman.payment.provider.OtherSide;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.testing.EmbeddedMongo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** KNET over HTTP: the payer pays on its page, which may be an older one, and it may take back what was paid. */
public final class KnetSide implements OtherSide {

    private static final URI RESPONSE = URI.create("https://shop.example/api/payments/webhook/knet");
    private static final Duration A_PAGE_LIVES = Duration.ofHours(12);
    private static final Duration VOIDS_COME_WITHIN = Duration.ofHours(12);

    private final Sandbox sandbox;
    private final Clock clock;
    private final KnetProperties properties;
    private final KnetPage page;
    private final MongoKnetAttempts attempts;
    private final PaymentProvider knet;

    public KnetSide(Sandbox sandbox, Clock clock) {
        this.sandbox = sandbox;
        this.clock = clock;
        this.properties = KnetFixture.properties(sandbox.knetUrl(), sandbox, RESPONSE);
        this.attempts = new MongoKnetAttempts(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("knet")));
        attempts.declareIndexes();
        var cipher = new KnetCipher(properties.resourceKey());
        this.page = new KnetPage(properties, cipher);
        this.knet = KnetConfiguration.provider(properties, cipher, attempts, clock);
    }

    @Override
    public PaymentProvider provider() {
        return knet;
    }

    @Override
    public @Nullable PaymentMethodToken method(boolean declined) {
        return null;
    }

    @Override
    public void happens(Deed deed, String ref, Money amount, Money part) {
        switch (deed) {
            case PAYER_AGREES -> choose(ref, part, "pay");
            case PAYER_DECLINES -> choose(ref, part, "decline");
            case PAYER_LEAVES -> choose(ref, part, odd(part) ? "cancel" : "host-timeout");
            case CHANGED -> {
                if (rows(ref).stream().anyMatch(row -> isAt(row, "host-timeout"))) {
                    settled(ref, odd(part) ? "captured" : "not-captured");
                } else {
                    voided(ref);
                }
            }
            case CAPTURED, CANCELED, REFUNDED ->
                throw new IllegalArgumentException(deed + " is nothing that this sandbox lets people do");
        }
    }

    /** Whoever pays twice, on two pages, has to be given money back by a person: that is logged, and not told here. */
    private void choose(String ref, Money part, String outcome) {
        var opened = attempts.ofRef(ref);
        if (opened.isEmpty() || rows(ref).stream().anyMatch(KnetSide::mayBePaid)) {
            return;
        }
        var attempt = opened.get((int) (part.amountMinor() / 10 % opened.size()));
        if (clock.instant().isAfter(attempt.createdAt().plus(A_PAGE_LIVES))) {
            return;
        }
        if (row(attempt).isEmpty()) {
            open(attempt);
        }
        command(attempt, outcome, "{}");
    }

    private void open(KnetAttempt attempt) {
        var query = URI.create(page.url(attempt)).getRawQuery();
        sandbox.knet()
                .serve(new Call("GET", "/kpg/PaymentHTTP.htm", query, sandbox.baseUrl(), _ -> Optional.empty(), ""));
    }

    /** Refused by the sandbox where the payment does not stand so that this could happen. */
    private void command(KnetAttempt attempt, String action, String body) {
        sandbox.knet()
                .command(new Call(
                        "POST",
                        "/payments/" + attempt.trackId() + "/" + action,
                        "",
                        sandbox.baseUrl(),
                        _ -> Optional.empty(),
                        body));
    }

    /** The bank says at last what has become of a payment. */
    private void settled(String ref, String result) {
        attempts.ofRef(ref).forEach(attempt -> command(attempt, "settle", "{\"result\":\"" + result + "\"}"));
    }

    /** Soon after the payment and before anything else, as where our answer to KNET's callback got lost. */
    private void voided(String ref) {
        for (var attempt : attempts.ofRef(ref)) {
            var late = clock.instant().isAfter(attempt.createdAt().plus(VOIDS_COME_WITHIN));
            if (!late
                    && row(attempt)
                            .filter(row -> row.path("refunds").asInt() == 0)
                            .isPresent()) {
                command(attempt, "void", "{}");
            }
        }
    }

    /** KNET calls nobody here: what tells of a void is the look some time after a capture. */
    @Override
    public void announce(Consumer<String> notices) {
        var watch = new KnetWatch(
                attempts,
                notice -> {
                    notices.accept(notice.ref());
                    return true;
                },
                properties.looksAfterCapture(),
                properties.watchInterval(),
                clock);
        watch.sweep();
        watch.sweep(); // the second look may be due as well
    }

    private List<ObjectNode> rows(String ref) {
        return attempts.ofRef(ref).stream()
                .flatMap(attempt -> row(attempt).stream())
                .toList();
    }

    private Optional<ObjectNode> row(KnetAttempt attempt) {
        return sandbox.knet().payment(attempt.trackId());
    }

    private static boolean mayBePaid(ObjectNode row) {
        return isAt(row, "captured") || isAt(row, "host-timeout");
    }

    private static boolean isAt(ObjectNode row, String status) {
        return row.path("status").asString().equals(status);
    }

    private static boolean odd(Money part) {
        return part.amountMinor() / 10 % 2 == 1;
    }

    @Override
    public Books books(String ref) {
        var captured = sum(ref, "captured");
        return new Books(captured, sum(ref, "refunded"), captured > 0, false);
    }

    private long sum(String ref, String field) {
        return rows(ref).stream().mapToLong(row -> row.path(field).asLong()).sum();
    }
}
