package io.aman.session.identity.keycloak;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("process") // a real Keycloak
@Tag(RunningKeycloak.NEEDED)
class KeycloakIdentityContractTest extends KeycloakIdentityContract {

    @BeforeAll
    static void open() {
        open(RunningKeycloak.shared().baseUrl());
    }
}
