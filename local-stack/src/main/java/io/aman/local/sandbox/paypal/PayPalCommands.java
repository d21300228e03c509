package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tests and the demo ask of this PayPal, below {@code /_sandbox/paypal}; each answers the changed object.
 *
 * <ul>
 *   <li>{@code GET ca.pem}: what a receiver of webhooks must trust
 *   <li>{@code GET ledger}, {@code GET ledger/<order>}: authorized, captured, refunded, reversed, in minor units,
 *       and the ids of its pieces
 *   <li>{@code POST access-tokens/expire}: every client must fetch a new token
 *   <li>{@code POST orders/<id>/approve}: the payer agrees; {@code {"capture": "PENDING"}} or {@code "DECLINED"} is what
 *       becomes of its captures at first
 *   <li>{@code POST orders/<id>/decline}: the payer agrees, with an instrument that will be declined
 *   <li>{@code POST orders/<id>/expire}: PayPal forgets the order, and reverses an approval
 *   <li>{@code POST authorizations/<id>/expire}: its 29 days are over
 *   <li>{@code POST captures/<id>/{complete,deny}}: ends the review of a pending capture
 *   <li>{@code POST captures/<id>/reverse}: PayPal takes the money back
 *   <li>{@code POST captures/<id>/hold-refunds}: refunds of it are pending from now on
 *   <li>{@code POST captures/<id>/dispute}: opens a dispute; may name {@code reason} and {@code amount}
 *   <li>{@code POST refunds/<id>/{complete,fail}}: ends a pending refund
 *   <li>{@code POST disputes/<id>/review}, {@code POST disputes/<id>/resolve} with {@code {"outcome":
 *       "RESOLVED_SELLER_FAVOUR"}} or another of PayPal's outcome codes
 *   <li>{@code POST setup-tokens/<id>/approve}: the payer agrees to be remembered
 *   <li>{@code POST payment-tokens/<id>/decline}: payments with it are declined from now on
 * </ul>
 */
final class PayPalCommands {
    private static final Set<String> CAPTURES = Set.of("COMPLETED", "PENDING", "DECLINED");

    private final PayPalApi.Parts parts;
    private final Ledger ledger;
    private final AccessTokens tokens;
    private final PayPalKeys keys;

    PayPalCommands(PayPalApi.Parts parts, Ledger ledger, AccessTokens tokens, PayPalKeys keys) {
        this.parts = parts;
        this.ledger = ledger;
        this.tokens = tokens;
        this.keys = keys;
    }

    /** Within a change. */
    Reply serve(Call call, Cause cause) {
        return switch (call.method()) {
            case "GET" -> get(call);
            case "POST" ->
                Json.parse(call.body())
                        .map(wish -> Reply.json(200, post(call.segments(), wish, cause)))
                        .orElseGet(() -> Reply.problem(400, "the body is not a JSON object"));
            default -> Reply.problem(405, "GET or POST");
        };
    }

    private Reply get(Call call) {
        var segments = call.segments();
        if (segments.equals(List.of("ca.pem"))) {
            return new Reply(
                    200,
                    Map.of("Content-Type", "application/x-pem-file"),
                    keys.certificates().authorityPem());
        }
        if (!segments.getFirst().equals("ledger") || segments.size() > 2) {
            return Reply.problem(404, "no such command");
        }
        return Reply.json(200, segments.size() == 2 ? ledger.of(segments.getLast()) : list());
    }

    private JsonNode list() {
        var list = Json.array();
        ledger.all().forEach(list::add);
        return list;
    }

    private ObjectNode post(List<String> segments, ObjectNode wish, Cause cause) {
        if (segments.equals(List.of("access-tokens", "expire"))) {
            tokens.expireAll();
            return Json.object();
        }
        if (segments.size() != 3) {
            throw PayPalError.notFound();
        }
        var id = segments.get(1);
        return switch (segments.getFirst() + "/" + segments.getLast()) {
            case "orders/approve" -> approve(id, false, wish, cause);
            case "orders/decline" -> approve(id, true, wish, cause);
            case "orders/expire" -> expire(id, cause);
            case "authorizations/expire" ->
                parts.authorizations().expire(id, cause).object();
            case "captures/complete" -> parts.captures().review(id, true, cause).object();
            case "captures/deny" -> parts.captures().review(id, false, cause).object();
            case "captures/hold-refunds" -> parts.refunds().hold(id).object();
            case "captures/reverse" -> parts.refunds().reverse(id, cause).object();
            case "captures/dispute" -> parts.disputes().open(id, wish, cause);
            case "refunds/complete" -> parts.refunds().review(id, true, cause).object();
            case "refunds/fail" -> parts.refunds().review(id, false, cause).object();
            case "disputes/review" -> parts.disputes().review(id, cause);
            case "disputes/resolve" ->
                parts.disputes().resolve(id, wish.path("outcome").asString(""), cause);
            case "setup-tokens/approve" -> {
                parts.vault().approve(id);
                yield parts.vault().showSetupToken(id);
            }
            case "payment-tokens/decline" -> parts.vault().decline(id);
            default -> throw PayPalError.notFound();
        };
    }

    private ObjectNode approve(String id, boolean declines, ObjectNode wish, Cause cause) {
        var order = parts.state().order(id);
        if (!order.awaitsPayer()) {
            throw PayPalError.refused(Issue.NOT_SUPPORTED);
        }
        var capture = wish.path("capture").asString("COMPLETED");
        if (!CAPTURES.contains(capture)) {
            throw PayPalError.invalid(Issue.INVALID_PARAMETER_VALUE, "/capture", "body");
        }
        order.captureStatus(capture);
        order.declines(declines);
        parts.orders().approve(order, cause);
        return order.object();
    }

    private ObjectNode expire(String id, Cause cause) {
        var order = parts.state().order(id);
        parts.orders().expire(order, cause);
        return order.object();
    }
}
