package client;

import client.api.AuthApi;
import client.api.PaymentsApi;
import client.api.SystemApi;
import client.model.AuthLoginRequest;
import client.model.AuthRegisterRequest;
import client.model.PaymentCreateRequest;
import java.util.Map;
import java.util.UUID;

/** Pays with nothing but the generated client, at the address that the document names. */
public final class Journey {

    private Journey() {}

    public static Map<String, String> run(String email, String password) throws ApiException {
        var auth = new AuthApi(new ApiClient());
        auth.register(new AuthRegisterRequest().email(email).password(password).name("Generated"));
        var login = auth.login(new AuthLoginRequest().email(email).password(password));
        var signedIn = new ApiClient();
        signedIn.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + login.getToken()));
        var payments = new PaymentsApi(signedIn);
        var created = payments.createPayment(
                UUID.randomUUID().toString(),
                new PaymentCreateRequest().amountMinor(12_500L).currency("KWD").reference("generated"));
        var read = payments.getPayment(created.getId());
        var listed = payments.listPayments(null, null, null, null, null, null, "generated", 10, null);
        return Map.of(
                "user", login.getUser().getEmail(),
                "created", created.getId(),
                "read", read.getId(),
                "amount", String.valueOf(read.getAmountMinor()),
                "state", read.getState().getValue(),
                "listed", listed.getItems().getFirst().getId(),
                "unknown", refusal(payments, "pay_unknown"),
                "health", new SystemApi(new ApiClient()).getSystemHealth().getStatus().getValue());
    }

    private static String refusal(PaymentsApi payments, String id) {
        try {
            return payments.getPayment(id).getId();
        } catch (ApiException e) {
            return e.getCode() + " " + e.getResponseBody();
        }
    }
}
