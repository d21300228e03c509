package io.aman.payment.provider;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers that are configured; each one registers itself by being a bean. */
public final class Providers {

    private final Map<String, PaymentProvider> byName;

    public Providers(List<? extends PaymentProvider> providers) {
        byName = providers.stream().collect(Collectors.toUnmodifiableMap(PaymentProvider::name, Function.identity()));
    }

    /** In no order. */
    public Collection<PaymentProvider> all() {
        return byName.values();
    }

    public Optional<PaymentProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** How each of them fares as far as this process has seen, by name; asks nobody. */
    public List<ProviderHealth> health() {
        return byName.values().stream()
                .filter(GuardedProvider.class::isInstance)
                .map(provider -> ((GuardedProvider) provider).health())
                .sorted(Comparator.comparing(ProviderHealth::name))
                .toList();
    }

    /** @throws IllegalStateException when a stored payment names a provider that is not configured any more */
    public PaymentProvider require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("no provider is configured as " + name));
    }
}
