package io.aman.session.identity.keycloak;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;

@Tag("process") // a real Keycloak
@Tag(RunningKeycloak.NEEDED)
@Order(Integer.MAX_VALUE) // it starts while the others run
class KeycloakIdentityContractTest extends KeycloakIdentityContract {

    @BeforeAll
    static void open() {
        open(RunningKeycloak.shared().baseUrl());
    }
}
