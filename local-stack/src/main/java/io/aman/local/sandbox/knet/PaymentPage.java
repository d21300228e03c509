package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.knet.KnetPayment.Status;
import io.aman.local.sandbox.provider.Reply;
import java.util.Map;

/** The page on which a payer would type a card's number: four buttons. */
final class PaymentPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>KNET test page</title>
            <h1>KNET test page</h1>
            <p>%s</p>
            %s
            </html>
            """;
    private static final String BUTTONS = """
            <form method="post">
            <button name="outcome" value="pay">Pay</button>
            <button name="outcome" value="decline">Not captured</button>
            <button name="outcome" value="cancel">Cancel</button>
            <button name="outcome" value="host-timeout">Host timeout</button>
            </form>""";

    /** By the words of the buttons, which are the commands' words, too. */
    static final Map<String, Status> OUTCOMES = Map.of(
            "pay", Status.CAPTURED,
            "decline", Status.NOT_CAPTURED,
            "cancel", Status.CANCELED,
            "host-timeout", Status.HOST_TIMEOUT);

    private PaymentPage() {}

    static Reply of(KnetPayment payment) {
        return payment.status() == Status.PENDING
                ? Reply.html(200, PAGE.formatted("Payment of %s KWD".formatted(Fils.format(payment.fils())), BUTTONS))
                : Reply.html(200, PAGE.formatted("This payment waits for nothing.", ""));
    }

    static Reply of(KnetError error) {
        return Reply.html(400, PAGE.formatted(error.code() + ": " + error.text(), ""));
    }
}
