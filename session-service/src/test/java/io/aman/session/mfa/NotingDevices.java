package io.aman.session.mfa;

import io.aman.platform.Secret;
import io.aman.session.session.Origin;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * No device is trusted; it is noted whose are forgotten.
 *
 * @param forgotten told the person and the reason
 */
public record NotingDevices(BiConsumer<String, String> forgotten) implements TrustedDevices {

    @Override
    public Optional<Secret> trusts(String userId, @Nullable Secret deviceToken, Origin origin) {
        return Optional.empty();
    }

    @Override
    public Optional<Secret> trust(String userId, Origin origin) {
        return Optional.empty();
    }

    @Override
    public void forgetAll(String userId, String reason) {
        forgotten.accept(userId, reason);
    }
}
