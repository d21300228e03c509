package io.aman.payment.method;

import io.aman.payment.method.KeepMethods.Wanted;
import io.aman.payment.provider.MethodVaults;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ReturnUrls;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The wallet of one payer, and a vault that fails as it is told. */
abstract class KeptMethods {

    static final String PAYER = "usr_1";

    final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    final MethodProperties properties = new MethodProperties(
            5,
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofSeconds(2),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofMinutes(1));
    private final ReturnUrls returnUrls = new ReturnUrls(Map.of("app", URI.create("https://app.example/cards")));
    final FakeVault vault = new FakeVault();
    final MongoWallets wallets = new MongoWallets(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("methods")));
    final KeepMethods methods =
            new KeepMethods(wallets, new MethodVaults(List.of(vault)), returnUrls, properties, clock);
    final SavedMethods saved = new SavedMethods(wallets);

    @BeforeEach
    void open() {
        wallets.declareIndexes();
    }

    SavedMethod attach(String token, boolean makeDefault, String operation) {
        return methods.attach(wanted(token, null, makeDefault), operation);
    }

    static Wanted wanted(String token, @Nullable String returnTo, boolean makeDefault) {
        return new Wanted(PAYER, "stripe", new PaymentMethodToken(token), returnTo, makeDefault);
    }

    SavedMethod attach(String token, String operation) {
        return attach(token, false, operation);
    }

    List<MethodState> states() {
        return wallets.of(PAYER).methods().stream().map(SavedMethod::state).toList();
    }

    /** What happens when its time has come. */
    void sweep() {
        clock.advance(Duration.ofMinutes(2));
        methods.sweep();
    }
}
