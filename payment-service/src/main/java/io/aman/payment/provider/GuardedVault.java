package io.aman.payment.provider;

import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderCall.Operation;
import org.jspecify.annotations.Nullable;

/** A vault behind the guard of its provider. */
final class GuardedVault implements MethodVault {

    private final MethodVault vault;
    private final Guard guard;

    GuardedVault(MethodVault vault, Guard guard) {
        this.vault = vault;
        this.guard = guard;
    }

    @Override
    public String name() {
        return vault.name();
    }

    @Override
    public boolean takes(@Nullable PaymentMethodToken token) {
        return vault.takes(token);
    }

    @Override
    public boolean needsReturnUrl() {
        return vault.needsReturnUrl();
    }

    @Override
    public VaultAnswer attach(Attach command) {
        return guard.<VaultAnswer>call(Operation.ATTACH_METHOD, () -> vault.attach(command), NotSent::new);
    }

    @Override
    public VaultAnswer resume(Setup command) {
        return guard.<VaultAnswer>call(Operation.ATTACH_METHOD, () -> vault.resume(command), NotSent::new);
    }

    @Override
    public VaultAnswer abandon(Setup command) {
        return guard.<VaultAnswer>call(Operation.DETACH_METHOD, () -> vault.abandon(command), NotSent::new);
    }

    @Override
    public VaultAnswer detach(Detach command) {
        return guard.<VaultAnswer>call(Operation.DETACH_METHOD, () -> vault.detach(command), NotSent::new);
    }
}
