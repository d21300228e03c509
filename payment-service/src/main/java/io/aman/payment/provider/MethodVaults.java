package io.aman.payment.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The providers that keep payment methods; each one registers itself by being a bean. */
public final class MethodVaults {

    private final Map<String, MethodVault> byName;

    public MethodVaults(List<? extends MethodVault> vaults) {
        byName = vaults.stream().collect(Collectors.toUnmodifiableMap(MethodVault::name, Function.identity()));
    }

    public Optional<MethodVault> find(String provider) {
        return Optional.ofNullable(byName.get(provider));
    }

    /** @throws IllegalStateException when a stored method names a provider that is not configured any more */
    public MethodVault require(String provider) {
        return find(provider)
                .orElseThrow(() -> new IllegalStateException("nobody keeps payment methods as " + provider));
    }
}
