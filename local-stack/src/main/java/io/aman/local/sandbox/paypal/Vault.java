package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Payers remembered for later payments (developer.paypal.com/docs/api/payment-tokens/v3, read 2026-11). */
final class Vault {
    private static final String TOKENS = "/v3/vault/payment-tokens";
    private static final String SETUPS = "/v3/vault/setup-tokens/";
    private static final int USUAL_PAGE = 5;

    private final PayPalState state;
    private final Table setups;
    private final Table tokens;
    private final Table byCustomer;

    Vault(Store store, PayPalState state, Payers payers) {
        this.state = state;
        this.setups = store.table("paypal.setup-tokens");
        this.tokens = payers.tokens();
        this.byCustomer = store.table("paypal.payment-tokens.by-customer");
    }

    String createSetupToken(ObjectNode request, Cause cause) {
        var source = request.path("payment_source").path("paypal");
        if (!source.isObject()) {
            throw PayPalError.invalid(Issue.NOT_SUPPORTED, "/payment_source", "body");
        }
        var id = state.ids().nextCapitals();
        var object = Json.object().put("id", id).put("status", "PAYER_ACTION_REQUIRED");
        object.putObject("customer")
                .put(
                        "id",
                        request.path("customer").path("id").asString(state.ids().randomCapitals(10)));
        object.putObject("payment_source").set("paypal", source.deepCopy());
        Links.of(object, cause)
                .get("self", SETUPS + id)
                .get("approve", ApprovalPage.AGREEMENTS + "?approval_session_id=" + id)
                .post("confirm", TOKENS);
        var row = Json.object();
        var context = source.path("experience_context");
        context.path("return_url").stringValueOpt().ifPresent(url -> row.put("returnUrl", url));
        context.path("cancel_url").stringValueOpt().ifPresent(url -> row.put("cancelUrl", url));
        row.set("object", object);
        setups.put(id, row);
        return id;
    }

    /** The row: the object, and where the payer goes afterwards. */
    ObjectNode setupToken(String id) {
        return setups.find(id).orElseThrow(PayPalError::notFound);
    }

    ObjectNode showSetupToken(String id) {
        return (ObjectNode) setupToken(id).path("object");
    }

    void approve(String id) {
        become(id, "APPROVED");
    }

    private void become(String id, String status) {
        var row = setupToken(id);
        row.withObject("/object").put("status", status);
        setups.put(id, row);
    }

    String createToken(ObjectNode request, Cause cause) {
        var source = request.path("payment_source").path("token");
        if (!source.path("type").asString("").equals("SETUP_TOKEN")) {
            throw PayPalError.invalid(Issue.NOT_SUPPORTED, "/payment_source", "body");
        }
        var setupId = source.path("id").asString();
        var setup = setups.find(setupId)
                .map(row -> row.path("object"))
                .orElseThrow(() -> PayPalError.refused(Issue.TOKEN_ID_NOT_FOUND, "/payment_source/token/id", setupId));
        if (!setup.path("status").asString().equals("APPROVED")) {
            throw PayPalError.refused(Issue.TOKEN_NOT_APPROVED, "/payment_source/token/id", setupId);
        }
        become(setupId, "VAULTED");
        var id = state.ids().nextCapitals();
        var object = Json.object().put("id", id);
        object.set("customer", setup.path("customer"));
        object.putObject("payment_source").set("paypal", Payers.vaulted());
        Links.of(object, cause).get("self", TOKENS + "/" + id).add("delete", "DELETE", TOKENS + "/" + id);
        var row = Json.object();
        row.set("object", object);
        tokens.put(id, row);
        byCustomer.put(setup.path("customer").path("id").asString() + "/" + id, Json.object());
        return id;
    }

    ObjectNode showToken(String id) {
        return tokens.find(id).map(row -> (ObjectNode) row.path("object")).orElseThrow(PayPalError::notFound);
    }

    /** From now on payments with this token are declined. */
    ObjectNode decline(String id) {
        var row = tokens.find(id).orElseThrow(PayPalError::notFound);
        tokens.put(id, row.put("declines", true));
        return (ObjectNode) row.path("object");
    }

    /** Nothing when there is none. */
    void delete(String id) {
        tokens.find(id).ifPresent(row -> {
            var customer = row.path("object").path("customer").path("id").asString();
            byCustomer.remove(customer + "/" + id);
            tokens.remove(id);
        });
    }

    ObjectNode list(Map<String, String> query, Cause cause) {
        var customer = query.get("customer_id");
        if (customer == null) {
            throw PayPalError.invalid(Issue.MISSING_REQUIRED_PARAMETER, "customer_id", "query");
        }
        int size = Query.positive(query, "page_size", USUAL_PAGE);
        int page = Query.positive(query, "page", 1);
        var all = byCustomer
                .ids(customer + "/")
                .map(key -> key.substring(customer.length() + 1))
                .toList();
        var shown = Json.object();
        shown.putObject("customer").put("id", customer);
        var list = shown.putArray("payment_tokens");
        page(all, size, page).forEach(id -> list.add(showToken(id)));
        if (query.getOrDefault("total_required", "false").equals("true") && !all.isEmpty()) {
            shown.put("total_items", all.size()).put("total_pages", Math.ceilDiv(all.size(), size));
        }
        Links.of(shown, cause).get("self", TOKENS + "?customer_id=" + customer);
        return shown;
    }

    static <T> List<T> page(List<T> all, int size, int page) {
        return all.stream().skip((long) size * (page - 1)).limit(size).toList();
    }
}
