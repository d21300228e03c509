package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The transaction search (developer.paypal.com/docs/api/transaction-search/v1, read 2026-11). */
final class Reporting {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 500;

    private final PayPalState state;

    Reporting(PayPalState state) {
        this.state = state;
    }

    /** Captures, refunds and reversals that were made in the time asked for, oldest first. */
    ObjectNode search(Map<String, String> query, Cause cause) {
        var start = Query.time(query, "start_date");
        var end = Query.time(query, "end_date");
        if (end.isBefore(start) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw PayPalError.invalid(Issue.INVALID_PARAMETER_VALUE, "end_date", "query");
        }
        int size = Query.positive(query, "page_size", USUAL_PAGE);
        int page = Query.positive(query, "page", 1);
        if (size > LARGEST_PAGE) {
            throw PayPalError.invalid(Issue.INVALID_PARAMETER_VALUE, "page_size", "query");
        }
        var wanted = query.get("transaction_id");
        var found = state.transactions()
                .filter(piece -> !piece.is(Transaction.Kind.AUTHORIZATION))
                .filter(piece ->
                        !piece.created().isBefore(start) && !piece.created().isAfter(end))
                .filter(piece -> wanted == null || piece.id().equals(wanted))
                .toList()
                .reversed();
        var shown = Json.object();
        var list = shown.putArray("transaction_details");
        Vault.page(found, size, page).forEach(piece -> list.addObject().set("transaction_info", info(piece)));
        shown.put("account_number", Payers.MERCHANT_ID)
                .put("start_date", start.toString())
                .put("end_date", end.toString())
                .put("last_refreshed_datetime", state.now())
                .put("page", page)
                .put("total_items", found.size())
                .put("total_pages", Math.ceilDiv(found.size(), size));
        Links.of(shown, cause).get("self", cause.path());
        return shown;
    }

    private static ObjectNode info(Transaction piece) {
        var amount = piece.amount();
        boolean in = piece.is(Transaction.Kind.CAPTURE);
        var info = Json.object().put("paypal_account_id", Payers.PAYER_ID).put("transaction_id", piece.id());
        piece.parent()
                .ifPresent(parent -> info.put("paypal_reference_id", parent).put("paypal_reference_id_type", "TXN"));
        info.put("transaction_event_code", code(piece))
                .put(
                        "transaction_initiation_date",
                        piece.object().path("create_time").asString())
                .put(
                        "transaction_updated_date",
                        piece.object().path("update_time").asString());
        info.set(
                "transaction_amount",
                amount.with(in ? amount.minor() : -amount.minor()).json());
        if (in && piece.moved()) {
            info.set("fee_amount", amount.with(-amount.fee().minor()).json());
        }
        info.put("transaction_status", status(piece));
        for (var names : List.of(List.of("invoice_id", "invoice_id"), List.of("custom_id", "custom_field"))) {
            piece.object().path(names.getFirst()).stringValueOpt().ifPresent(text -> info.put(names.getLast(), text));
        }
        return info;
    }

    private static String code(Transaction piece) {
        return switch (piece.kind()) {
            case CAPTURE -> "T0006";
            case REFUND -> "T1107";
            case REVERSAL -> "T1106";
            case AUTHORIZATION -> throw new IllegalArgumentException("no money has moved");
        };
    }

    /** S for done, P for pending, D for denied. */
    private static String status(Transaction piece) {
        if (piece.moved()) {
            return "S";
        }
        return piece.has("PENDING") ? "P" : "D";
    }
}
