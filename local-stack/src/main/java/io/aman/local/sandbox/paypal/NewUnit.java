package io.aman.local.sandbox.paypal;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one purchase unit of a new order: what is bought and for how much. */
final class NewUnit {
    /** What the parts of a breakdown do to the amount. */
    private static final Map<String, Integer> PARTS = Map.of(
            "item_total", 1,
            "tax_total", 1,
            "shipping", 1,
            "handling", 1,
            "insurance", 1,
            "shipping_discount", -1,
            "discount", -1);

    private NewUnit() {}

    static ObjectNode of(ObjectNode request) {
        var units = request.path("purchase_units");
        if (units.size() > 1) {
            throw PayPalError.invalid(Issue.NOT_SUPPORTED, "/purchase_units/1", "body");
        }
        var unit = (ObjectNode) units.path(0).deepCopy();
        var reference = unit.path("reference_id").asString("default");
        var pointer = "/purchase_units/@reference_id=='%s'/amount".formatted(reference);
        var given = unit.path("amount");
        var amount = Amount.read(given, pointer, Issue.DECIMAL_PRECISION);
        requireSum(given, amount, pointer);
        var kept = amount.json();
        if (given.has("breakdown")) {
            kept.set("breakdown", given.path("breakdown"));
        }
        unit.put("reference_id", reference).set("amount", kept);
        unit.putObject("payee").put("email_address", "merchant@example.com").put("merchant_id", Payers.MERCHANT_ID);
        return unit;
    }

    private static void requireSum(JsonNode given, Amount amount, String pointer) {
        var breakdown = given.path("breakdown");
        if (breakdown.isMissingNode()) {
            return;
        }
        var sum = BigDecimal.ZERO;
        for (var part : breakdown.properties()) {
            var currency = part.getValue().path("currency_code").asString();
            if (!currency.equals(amount.currency())) {
                throw PayPalError.refused(Issue.CURRENCY_MISMATCH, pointer, currency);
            }
            var sign = BigDecimal.valueOf(PARTS.getOrDefault(part.getKey(), 0));
            sum = sum.add(new BigDecimal(part.getValue().path("value").asString()).multiply(sign));
        }
        if (sum.compareTo(new BigDecimal(amount.value())) != 0) {
            throw PayPalError.refused(Issue.AMOUNT_MISMATCH, pointer + "/value", amount.value());
        }
    }
}
