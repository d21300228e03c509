package io.aman.session.login;

import io.aman.session.identity.EmailAddress;
import io.aman.session.token.KeyedHash;
import java.util.HexFormat;

/** Names accounts towards other services without telling them the address. */
final class AccountKeys {

    private final KeyedHash hash;

    AccountKeys(KeyedHash hash) {
        this.hash = hash;
    }

    /** The same for each way to write an address; nobody without the key can compute it. */
    String of(EmailAddress email) {
        return HexFormat.of().formatHex(hash.hash(email.value()));
    }
}
