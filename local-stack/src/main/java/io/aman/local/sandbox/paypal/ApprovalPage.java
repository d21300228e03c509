package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pages on which the payer agrees, to an order or to being remembered; a browser opens them without a token. */
final class ApprovalPage {
    static final String ORDERS = "/checkoutnow";
    static final String AGREEMENTS = "/agreements/approve";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>PayPal test page</title>
            <h1>PayPal test page</h1>
            <p>%s</p>
            %s
            </html>
            """;
    private static final String BUTTON = """
            <form method="post"><button name="outcome" value="%s">%s</button></form>
            """;

    private final PayPalState state;
    private final Orders orders;
    private final Vault vault;

    ApprovalPage(PayPalState state, Orders orders, Vault vault) {
        this.state = state;
        this.orders = orders;
        this.vault = vault;
    }

    static boolean is(Call call) {
        return call.path().equals(ORDERS) || call.path().equals(AGREEMENTS);
    }

    Reply serve(Call call, Cause cause) {
        var outcome = call.method().equals("POST")
                ? Optional.of(call.params().getOrDefault("outcome", ""))
                : Optional.<String>empty();
        var query = call.queryParams();
        return call.path().equals(ORDERS)
                ? order(state.order(query.getOrDefault("token", "")), outcome, cause)
                : agreement(query.getOrDefault("approval_session_id", ""), outcome);
    }

    private Reply order(Order order, Optional<String> outcome, Cause cause) {
        if (outcome.isEmpty()) {
            return orderPage(order);
        }
        var waits = order.awaitsPayer();
        return switch (outcome.get()) {
            case "cancel" -> back(order.cancelUrl(), Map.of("token", order.id()), order);
            case "approve", "decline" -> {
                if (waits) {
                    order.declines(outcome.get().equals("decline"));
                    orders.approve(order, cause);
                }
                var query = new LinkedHashMap<>(Map.of("token", order.id()));
                query.put("PayerID", Payers.PAYER_ID);
                yield back(order.returnUrl(), query, order);
            }
            default -> throw PayPalError.invalid(Issue.INVALID_PARAMETER_VALUE, "outcome", "body");
        };
    }

    private static Reply back(Optional<String> url, Map<String, String> query, Order order) {
        return url.map(to -> Reply.found(with(to, query))).orElseGet(() -> orderPage(order));
    }

    private static Reply orderPage(Order order) {
        if (!order.awaitsPayer()) {
            return Reply.html(200, PAGE.formatted("This payment waits for nothing.", ""));
        }
        var amount = order.amount();
        return Reply.html(
                200,
                PAGE.formatted(
                        "Payment of %s %s".formatted(amount.value(), amount.currency()),
                        BUTTON.formatted("approve", "Approve")
                                + BUTTON.formatted("decline", "Approve, then decline")
                                + BUTTON.formatted("cancel", "Cancel")));
    }

    private Reply agreement(String id, Optional<String> outcome) {
        var token = vault.setupToken(id);
        var query = new LinkedHashMap<String, String>();
        query.put("approval_token_id", id);
        query.put("approval_session_id", id);
        return switch (outcome.orElse("")) {
            case "" ->
                Reply.html(
                        200,
                        PAGE.formatted(
                                "A shop wants to remember your account.",
                                BUTTON.formatted("approve", "Approve") + BUTTON.formatted("cancel", "Cancel")));
            case "approve" -> {
                vault.approve(id);
                yield left(token.path("returnUrl").stringValueOpt(), query, "Approved.");
            }
            case "cancel" -> left(token.path("cancelUrl").stringValueOpt(), query, "Cancelled.");
            default -> throw PayPalError.invalid(Issue.INVALID_PARAMETER_VALUE, "outcome", "body");
        };
    }

    private static Reply left(Optional<String> url, Map<String, String> query, String text) {
        return url.map(to -> Reply.found(with(to, query))).orElseGet(() -> Reply.html(200, PAGE.formatted(text, "")));
    }

    /** Ids and constants need no encoding. */
    private static String with(String url, Map<String, String> query) {
        var text = new StringBuilder(url);
        query.forEach((name, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        return text.toString();
    }
}
