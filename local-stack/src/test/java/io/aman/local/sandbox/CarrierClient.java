package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A sandbox of a carrier of messages, and whoever is told by it what became of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CarrierClient extends SandboxClient {

    final Received received = new Received();
    final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests().sendingTo(received));

    CarrierClient(String provider) {
        super(provider);
    }

    /** Sends with a secret that is not the account's. */
    abstract HttpResponse<String> sendAsAStranger();

    /** What the carrier knows its customer by. */
    abstract Object keys();

    /** The secrets among them. */
    abstract String[] secrets();

    @Override
    Sandbox sandbox() {
        return sandbox;
    }

    @AfterEach
    void calm() {
        sandbox.faults().clear();
    }

    @AfterAll
    @Override
    public void close() {
        super.close();
    }

    @Test
    void onlyWhoHasTheSecretSendsAndItIsNeverPrinted() {
        assertThat(sendAsAStranger().statusCode()).isEqualTo(401);
        assertThat(keys().toString()).doesNotContain(secrets());
    }
}
