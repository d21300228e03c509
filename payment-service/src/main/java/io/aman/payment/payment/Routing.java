package io.aman.payment.payment;

import io.aman.events.Money;
import io.aman.payment.payment.PaymentError.ReturnUrlRequired;
import io.aman.payment.provider.AmountCheck.Exact;
import io.aman.payment.provider.AmountCheck.UnsupportedCurrency;
import io.aman.payment.provider.PaymentProvider;
import io.aman.payment.provider.Providers;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * With whom a payment is begun where nobody chose: whoever writes the amount exactly, in the configured order; who is
 * failing right now comes last.
 */
@Component
final class Routing {

    /** @param order names of providers, the preferred one first; those it does not name follow by name */
    @ConfigurationProperties("payment.routing")
    record Properties(
            @DefaultValue({"stripe", "paypal", "knet"}) List<String> order) {}

    private final Providers providers;
    private final AskProvider exact;
    private final List<String> order;

    Routing(Providers providers, AskProvider exact, Properties properties) {
        this.providers = providers;
        this.exact = exact;
        this.order = properties.order();
    }

    /**
     * Whom to ask, one after the other as long as nothing has happened; at least one.
     *
     * @param chosen by the caller; then there is no other
     * @throws PaymentError when the chosen one, or all, cannot take this payment
     */
    List<String> candidates(@Nullable String chosen, Money amount, @Nullable URI returnUrl) {
        if (chosen != null) {
            exact.requireExact(chosen, amount);
            if (returnUrl == null && providers.require(chosen).needsReturnUrl()) {
                throw new ReturnUrlRequired(chosen);
            }
            return List.of(chosen);
        }
        var able = inOrder(provider -> provider.check(amount) instanceof Exact);
        if (able.isEmpty()) {
            throw nobodyTakes(amount);
        }
        var reachable = able.stream()
                .filter(name -> returnUrl != null || !providers.require(name).needsReturnUrl())
                .toList();
        if (reachable.isEmpty()) {
            throw new ReturnUrlRequired(able.getFirst());
        }
        return reachable;
    }

    private List<String> inOrder(Predicate<PaymentProvider> wanted) {
        return providers.all().stream()
                .filter(wanted)
                .sorted(Comparator.comparing((PaymentProvider provider) -> !provider.isAvailable())
                        .thenComparingInt(this::place)
                        .thenComparing(PaymentProvider::name))
                .map(PaymentProvider::name)
                .toList();
    }

    /** What the first one that knows the currency has against the amount. */
    private PaymentError nobodyTakes(Money amount) {
        var first = inOrder(provider -> !(provider.check(amount) instanceof UnsupportedCurrency));
        return first.isEmpty()
                ? new PaymentError.UnsupportedCurrency()
                : exact.refusal(first.getFirst(), amount).orElseThrow();
    }

    private int place(PaymentProvider provider) {
        var place = order.indexOf(provider.name());
        return place < 0 ? order.size() : place;
    }
}
