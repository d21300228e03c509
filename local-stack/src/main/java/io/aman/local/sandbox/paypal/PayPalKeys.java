package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.BasicAuthentication;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The account's credentials and what its webhooks are signed with; not a record, whose {@code toString} would tell. */
public final class PayPalKeys {

    private final String clientId;
    private final String clientSecret;
    private final String webhookId;
    private final PayPalCertificates certificates;

    /** @param webhookId PayPal's name for the receiver of the webhooks; part of what is signed */
    public PayPalKeys(String clientId, String clientSecret, String webhookId, PayPalCertificates certificates) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.webhookId = webhookId;
        this.certificates = certificates;
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    public String webhookId() {
        return webhookId;
    }

    public PayPalCertificates certificates() {
        return certificates;
    }

    /** Whether this is the account's Basic authentication. */
    boolean fit(Optional<String> authorization) {
        return authorization
                .flatMap(BasicAuthentication::credentials)
                .filter(given -> MessageDigest.isEqual(bytes(given), bytes(clientId + ":" + clientSecret)))
                .isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
