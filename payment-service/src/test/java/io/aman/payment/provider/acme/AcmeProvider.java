package io.aman.payment.provider.acme;

import io.aman.events.Money;
import io.aman.payment.provider.AmountCheck;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.ProviderAnswer;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Captured;
import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.Fact;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Confirm;
import io.aman.payment.provider.ProviderCommand.Create;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Only what the port demands; its books are here instead of at an address. */
final class AcmeProvider implements PaymentProvider {

    private final String currency;
    private final Map<String, Money> amounts = new ConcurrentHashMap<>();
    private final Map<String, Fact> books = new ConcurrentHashMap<>();

    AcmeProvider(String currency) {
        this.currency = currency;
    }

    @Override
    public String name() {
        return "acme";
    }

    @Override
    public boolean takes(@Nullable PaymentMethodToken method) {
        return method != null && method.value().startsWith("acme_");
    }

    @Override
    public AmountCheck check(Money amount) {
        return amount.currency().equals(currency) ? new AmountCheck.Exact() : new AmountCheck.UnsupportedCurrency();
    }

    @Override
    public Duration keyLifetime() {
        return Duration.ofDays(1);
    }

    @Override
    public ProviderAnswer create(Create command) {
        var ref = "acme-" + command.key(); // the same key, the same payment
        amounts.put(ref, command.amount());
        books.putIfAbsent(ref, new Created(ref));
        return read(ref);
    }

    @Override
    public ProviderAnswer confirm(Confirm command) {
        return becoming(command.ref(), new Authorized(command.ref(), amounts.get(command.ref())));
    }

    @Override
    public ProviderAnswer capture(Capture command) {
        return becoming(command.ref(), new Captured(command.ref(), command.amount()));
    }

    private Fact becoming(String ref, Fact fact) {
        books.put(ref, fact);
        return fact;
    }

    @Override
    public ProviderAnswer read(String ref) {
        var fact = books.get(ref);
        return fact == null ? new Absent("never heard of") : fact;
    }
}
