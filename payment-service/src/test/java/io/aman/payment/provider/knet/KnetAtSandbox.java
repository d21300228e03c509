package io.aman.payment.provider.knet;

import io.aman.events.Money;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.SandboxOptions;
import io.aman.local.sandbox.knet.Merchant;
import io.aman.local.sandbox.provider.Fault;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.PaymentProviderContract;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** KNET in the sandbox, whose pages a payer looks at. */
abstract class KnetAtSandbox extends PaymentProviderContract {

    static final Money AMOUNT = new Money(20_550, "KWD");
    private static final URI RESPONSE = URI.create("https://shop.example/api/payments/webhook/knet");

    static Sandbox sandbox;
    private static MongoOperations mongo;

    final MutableClock clock = MutableClock.at("2026-11-25T08:00:00Z");
    final MongoKnetAttempts attempts = new MongoKnetAttempts(mongo);
    final KnetProvider knet = at(sandbox.knetUrl());

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("knet"));
        sandbox = Sandbox.start(SandboxOptions.forTests()
                .with((_, _, _) -> new Merchant.Answer(200, "REDIRECT=https://shop.example/return?payment=1")));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void calm() {
        sandbox.faults().clear();
    }

    private KnetProvider at(URI url) {
        var properties = KnetFixture.properties(url, sandbox, RESPONSE);
        return KnetConfiguration.provider(properties, new KnetCipher(properties.resourceKey()), attempts, clock);
    }

    @Override
    protected PaymentProvider provider() {
        return knet;
    }

    @Override
    protected PaymentProvider unreachable() {
        return at(URI.create("http://127.0.0.1:1"));
    }

    @Override
    protected void loseNextAnswer() {
        plan(Fault.Kind.TIMEOUT_AFTER_EFFECT);
    }

    @Override
    protected void loseNextCall() {
        plan(Fault.Kind.RESET);
    }

    @Override
    protected Money amount() {
        return AMOUNT;
    }

    @Override
    protected Money unwritable() {
        return new Money(2_055, "USD");
    }

    @Override
    protected ProviderAnswer pay(String ref) {
        attempt(ref, "pay");
        return knet.read(ref);
    }

    @Override
    protected ProviderAnswer decline(String ref) {
        attempt(ref, "decline");
        return knet.read(ref);
    }

    @Override
    protected ProviderAnswer challenge(String ref) {
        return confirm(ref, key());
    }

    @Override
    protected int captures(String ref) {
        return (int) books(ref).filter(row -> row.path("captured").asLong() > 0).count();
    }

    @Override
    protected long givenBack(String ref) {
        return books(ref).mapToLong(row -> row.path("refunded").asLong()).sum();
    }

    private Stream<JsonNode> books(String ref) {
        return attempts.ofRef(ref).stream().flatMap(attempt -> sandbox.knet().payment(attempt.trackId()).stream());
    }

    ProviderAnswer confirm(String ref, String key) {
        return knet.confirm(new Confirm(key, ref, null, BACK));
    }

    /** Opens the page and does there what the payer or the tester does. */
    String after(String action) {
        var ref = created();
        attempt(ref, action);
        return ref;
    }

    private void attempt(String ref, String action) {
        var key = key();
        KnetFixture.open(confirm(ref, key));
        KnetFixture.command(sandbox, KnetProvider.trackId(key), action, "{}");
        clock.advance(Duration.ofSeconds(1));
    }

    String trackId(String ref) {
        return attempts.ofRef(ref).getFirst().trackId();
    }

    static void plan(Fault.Kind kind) {
        sandbox.faults()
                .add(
                        new Fault(
                                "knet",
                                kind,
                                Optional.of("POST"),
                                Pattern.compile("tranPipe"),
                                Duration.ofSeconds(3),
                                503),
                        1);
    }
}
