package io.aman.session.passkey;

/** Takes a person's passkeys away. */
public final class RemovePasskeys {

    private final Keyrings keyrings;

    RemovePasskeys(Keyrings keyrings) {
        this.keyrings = keyrings;
    }

    /** All of them; why is the caller's to tell. Whoever has none keeps none. */
    public void of(String userId) {
        if (keyrings.of(userId).isPresent()) {
            keyrings.change(userId, Keyring::emptied, PasskeyEvents::nothing);
        }
    }
}
