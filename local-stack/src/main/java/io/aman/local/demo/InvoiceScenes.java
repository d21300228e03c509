package io.aman.local.demo;

import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.expectState;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An invoice in Arabic: drafted, numbered, paid by its customer, printed, and credited in part. */
final class InvoiceScenes {

    private static final String INVOICES = "/api/invoices";

    private final Cast cast;
    private String invoice = "";
    private long version;

    InvoiceScenes(Cast cast) {
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("An invoice is drafted and finalized under the next number", this::finalized);
        steps.step("A finalized invoice cannot be changed", this::immutable);
        steps.step("Its customer pays it by card", this::paid);
        steps.step("It is a PDF, in Arabic", this::pdf);
        steps.step("A credit note gives its own number", this::credited);
    }

    private Map<String, Object> draft(long unitAmountMinor) {
        return Map.of(
                "series", "INV",
                "currency", "KWD",
                "customer", Map.of("name", "فهد", "userId", userId()),
                "language", "ar",
                "lines",
                        List.of(Map.of(
                                "description",
                                "استشارة",
                                "quantityThousandths",
                                2_000,
                                "unitAmountMinor",
                                unitAmountMinor,
                                "taxRateBasisPoints",
                                500)));
    }

    private String userId() {
        return cast.payer().signIn().body().path("user").path("id").asString();
    }

    private String finalized() {
        var drafted = expect(201, cast.operate(INVOICES, draft(10_000)));
        invoice = drafted.field("id");
        var answer = expect(200, cast.operate(INVOICES + "/%s/finalize".formatted(invoice), Map.of()));
        version = answer.body().path("version").asLong();
        return "%s over %d"
                .formatted(
                        answer.field("number"), answer.body().path("totalMinor").asLong());
    }

    private String immutable() {
        var change = cast.admin().api().once(Cast.randomHex(16)).with("If-Match", Long.toString(version));
        return refused(409, "INVOICE_NOT_DRAFT", change.put(INVOICES + "/" + invoice, draft(1)));
    }

    private String paid() {
        var begun = expect(
                201,
                cast.payer()
                        .api()
                        .once(Cast.randomHex(16))
                        .post(INVOICES + "/%s/pay".formatted(invoice), Map.of("provider", "stripe")));
        var payment = begun.field("paymentId");
        expectState("AUTHORIZED", cast.pay("/%s/confirm".formatted(payment), Map.of("paymentMethod", "pm_card_visa")));
        expectState("CAPTURED", cast.pay("/%s/capture".formatted(payment), Map.of()));
        await(
                "the paid invoice",
                () -> Optional.of(cast.payer().api().get(INVOICES + "/" + invoice))
                        .filter(answer -> answer.field("state").equals("PAID")));
        return "PAID by " + payment;
    }

    private String pdf() {
        var document = expect(200, cast.payer().api().get(INVOICES + "/%s/pdf".formatted(invoice)));
        require(document.text().startsWith("%PDF-"), "it is no PDF");
        return "%d KB".formatted(document.text().length() / 1024);
    }

    private String credited() {
        var answer = expect(
                201,
                cast.operate(
                        INVOICES + "/%s/credit-notes".formatted(invoice),
                        Map.of("lines", List.of(Map.of("line", 1, "quantityThousandths", 1_000)))));
        var number = answer.field("number");
        require(number.startsWith("CN-"), answer.text());
        return "%s over %d".formatted(number, answer.body().path("totalMinor").asLong());
    }
}
