package io.aman.session.mfa;

import io.aman.platform.Secret;
import io.aman.session.session.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Devices at which a person is not asked for a second factor for a time; a session that begins there is {@code aal1}. */
public interface TrustedDevices {

    /**
     * Whether this device is trusted with this person.
     *
     * @param deviceToken what the device showed, used up by this
     * @return what it is to show the next time; empty where it is not trusted
     */
    Optional<Secret> trusts(String userId, @Nullable Secret deviceToken, Origin origin);

    /**
     * Trusts a device from now on.
     *
     * @return what it is to show; empty where the policy trusts none
     */
    Optional<Secret> trust(String userId, Origin origin);

    /** Trusts none of the person's devices any more. */
    void forgetAll(String userId, String reason);
}
