package io.aman.payment.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.InvoiceEvent;
import io.aman.events.Topics;
import io.aman.payment.SandboxedService;
import io.aman.testing.EmbeddedKafka;
import io.aman.testing.TestTokens;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceApiTest extends SandboxedService {

    private static final String LINES =
            "[{\"description\":\"Consulting\",\"quantityThousandths\":2000,\"unitAmountMinor\":6250,\"taxRateBasisPoints\":0}]";

    private final String owner = "usr_" + UUID.randomUUID();

    /** For the customer who is the payer of this test. */
    private String draft(String lines) {
        return "{\"series\":\"INV\",\"currency\":\"KWD\",\"customer\":{\"name\":\"Sara\",\"userId\":\"" + payer
                + "\"},\"language\":\"ar\",\"lines\":" + lines + "}";
    }

    private Answer as(String user, String method, String path, String body, String... more) {
        var headers = new java.util.HashMap<>(Map.of(
                "Authorization",
                TestTokens.bearer(user, "invoice.create", "invoice.view", "payment.create", "payment.view"),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key()));
        if (more.length == 2) {
            headers.put(more[0], more[1]);
        }
        return send(method, path, body, headers);
    }

    private String drafted() {
        var answer = as(owner, "POST", "/api/invoices", draft(LINES));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.string("id");
    }

    private String opened() {
        var id = drafted();
        var answer = as(owner, "POST", "/api/invoices/" + id + "/finalize", "{}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.string("number")).matches("INV-\\d{6}");
        return id;
    }

    private Answer invoice(String user, String id) {
        return as(user, "GET", "/api/invoices/" + id, null);
    }

    @Test
    void theCaptureOfThePaymentThatWasBegunForItPaysAnInvoice() {
        var id = opened();
        var begun = as(payer, "POST", "/api/invoices/" + id + "/pay", "{\"provider\":\"stripe\"}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        var payment = begun.string("paymentId");
        assertThat(begun.http().headers().firstValue("Location")).hasValue("/api/payments/" + payment);
        confirm(payment, "pm_card_visa");
        assertThat(as(owner, "POST", "/api/invoices/" + id + "/void", "{}").string("code"))
                .isEqualTo("INVOICE_PAYMENT_PENDING");
        capture(payment);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(invoice(payer, id).string("state")).isEqualTo("PAID"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(EmbeddedKafka.events(Topics.PAYMENTS, id, InvoiceEvent.class))
                        .hasExactlyElementsOfTypes(InvoiceEvent.Finalized.class, InvoiceEvent.Paid.class));
    }

    @Test
    void aCapturedPaymentOfExactlyTheTotalIsLinkedAndAnyOtherIsNot() {
        var id = opened();
        var small = post("/api/payments", key(), "{\"amountMinor\":12490,\"currency\":\"KWD\"}")
                .string("id");
        confirm(small, "pm_card_visa");
        capture(small);
        var mismatch = as(owner, "POST", "/api/invoices/" + id + "/pay", "{\"paymentId\":\"" + small + "\"}");
        assertThat(mismatch.status()).isEqualTo(422);
        assertThat(mismatch.string("code")).isEqualTo("INVOICE_TOTAL_MISMATCH");

        var exact = authorized();
        var early = as(owner, "POST", "/api/invoices/" + id + "/pay", "{\"paymentId\":\"" + exact + "\"}");
        assertThat(early.string("code")).isEqualTo("INVOICE_PAYMENT_NOT_USABLE");
        capture(exact);
        var paid = as(owner, "POST", "/api/invoices/" + id + "/pay", "{\"paymentId\":\"" + exact + "\"}");
        assertThat(paid.status()).as(paid.text()).isEqualTo(200);
        assertThat(paid.string("state")).isEqualTo("PAID");

        var second = opened();
        assertThat(as(owner, "POST", "/api/invoices/" + second + "/pay", "{\"paymentId\":\"" + exact + "\"}")
                        .string("code"))
                .isEqualTo("INVOICE_PAYMENT_USED");
    }

    @Test
    void whileAPaymentWaitsToBeConfirmedPayingAgainIsTheSameOne() {
        var id = opened();
        var first = as(payer, "POST", "/api/invoices/" + id + "/pay", "{}").string("paymentId");
        assertThat(as(payer, "POST", "/api/invoices/" + id + "/pay", "{}").string("paymentId"))
                .isEqualTo(first);
    }

    @Test
    void moneyThatIsTakenForAnInvoiceThatWasVoidedIsNotLostFromSight() {
        var id = opened();
        var payment = as(payer, "POST", "/api/invoices/" + id + "/pay", "{}").string("paymentId");
        assertThat(as(owner, "POST", "/api/invoices/" + id + "/void", "{}").string("state"))
                .isEqualTo("VOID");
        confirm(payment, "pm_card_visa");
        capture(payment);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(invoice(owner, id).json().path("unfitPayments").values().stream()
                                .map(node -> node.asString()))
                        .containsExactly(payment));
        assertThat(invoice(owner, id).string("state")).isEqualTo("VOID");
    }

    @Test
    void othersDoNotSeeAnInvoiceAndTheCustomerOnlyAnIssuedOne() {
        var id = drafted();
        assertThat(invoice(payer, id).status()).isEqualTo(404);
        as(owner, "POST", "/api/invoices/" + id + "/finalize", "{}");
        assertThat(invoice(payer, id).status()).isEqualTo(200);
        var stranger = "usr_" + UUID.randomUUID();
        for (var path : new String[] {"", "/pdf", "/audit"}) {
            assertThat(as(stranger, "GET", "/api/invoices/" + id + path, null).string("code"))
                    .isEqualTo("INVOICE_NOT_FOUND");
        }
        for (var path : new String[] {"/finalize", "/void", "/pay"}) {
            assertThat(as(stranger, "POST", "/api/invoices/" + id + path, "{}").status())
                    .isEqualTo(404);
        }
        assertThat(as(payer, "POST", "/api/invoices/" + id + "/void", "{}").status())
                .isEqualTo(404);
        assertThat(as(payer, "GET", "/api/invoices?state=OPEN", null)
                        .json()
                        .path("items")
                        .size())
                .isOne();
        assertThat(as(stranger, "GET", "/api/invoices", null)
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(post("/api/invoices", key(), draft(LINES)).status()).isEqualTo(403);
    }

    @Test
    void onlyADraftAsItWasReadIsReplaced() {
        var id = drafted();
        var version = invoice(owner, id).http().headers().firstValue("ETag").orElseThrow();
        assertThat(as(owner, "PUT", "/api/invoices/" + id, draft(LINES.replace("6250", "7000")), "If-Match", version)
                        .json()
                        .path("totalMinor")
                        .asLong())
                .isEqualTo(14_000);
        assertThat(as(owner, "PUT", "/api/invoices/" + id, draft(LINES), "If-Match", version)
                        .status())
                .isEqualTo(412);
        as(owner, "POST", "/api/invoices/" + id + "/finalize", "{}");
        var now = invoice(owner, id).http().headers().firstValue("ETag").orElseThrow();
        assertThat(as(owner, "PUT", "/api/invoices/" + id, draft(LINES), "If-Match", now)
                        .string("code"))
                .isEqualTo("INVOICE_NOT_DRAFT");
    }

    @Test
    void creditNotesAreNumberedAndNeverExceedTheInvoice() {
        var id = opened();
        var path = "/api/invoices/" + id + "/credit-notes";
        var half =
                as(owner, "POST", path, "{\"lines\":[{\"line\":1,\"quantityThousandths\":1000}],\"reason\":\"late\"}");
        assertThat(half.status()).as(half.text()).isEqualTo(201);
        assertThat(half.string("number")).matches("CN-\\d{6}");
        assertThat(half.json().path("totalMinor").asLong()).isEqualTo(6_250);
        var more = as(owner, "POST", path, "{\"lines\":[{\"line\":1,\"quantityThousandths\":1001}]}");
        assertThat(more.string("code")).isEqualTo("CREDIT_EXCEEDS_INVOICE");
        assertThat(as(owner, "POST", path, "{}").status()).isEqualTo(201);
        assertThat(invoice(owner, id).json().path("creditedMinor").asLong()).isEqualTo(12_500);
        var pdf = as(payer, "GET", path + "/" + half.string("id") + "/pdf", null);
        assertThat(pdf.text()).startsWith("%PDF-");
    }

    @Test
    void anIssuedInvoiceHasADocumentAndAVoidOneStaysVoid() {
        var id = opened();
        var pdf = as(payer, "GET", "/api/invoices/" + id + "/pdf", null);
        assertThat(pdf.http().headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(pdf.text()).startsWith("%PDF-");
        assertThat(as(owner, "POST", "/api/invoices/" + id + "/void", "{}").string("state"))
                .isEqualTo("VOID");
        assertThat(as(payer, "POST", "/api/invoices/" + id + "/pay", "{}").string("code"))
                .isEqualTo("INVOICE_NOT_OPEN");
        assertThat(as(owner, "GET", "/api/invoices/" + id + "/audit", null)
                        .json()
                        .path("entries")
                        .size())
                .isEqualTo(4);
        assertThat(as(owner, "GET", "/api/invoices/" + drafted() + "/pdf", null).status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Consulting | 4242 4242 4242 4242 | 422 | CARD_NUMBER_REFUSED",
                "\"INV\" | \"OTHER\" | 422 | INVALID_INVOICE",
                "\"KWD\" | \"kwd\" | 422 | INVALID_INVOICE",
                "\"KWD\" | \"XXX\" | 422 | INVALID_INVOICE",
                "\"ar\" | \"fr\" | 400 | INVALID_REQUEST",
                "6250 | -1 | 422 | INVALID_INVOICE",
                "6250 | 0 | 422 | INVALID_INVOICE",
                "6250 | 9999999999 | 422 | INVALID_INVOICE",
                "6250 | 1.5 | 400 | MALFORMED_JSON",
                "6250 | \"6250\" | 400 | MALFORMED_JSON",
                "2000 | 0 | 422 | INVALID_INVOICE",
                "2000 | 3 | 422 | INVALID_INVOICE",
                "Points\":0 | Points\":10001 | 422 | INVALID_INVOICE",
                "Points\":0 | Points\":0,\"state\":\"PAID\" | 400 | MALFORMED_JSON",
                "\"Sara\" | \" \" | 400 | INVALID_REQUEST",
                "\"language\" | \"dueOn\":\"2026-02-30\",\"language\" | 422 | INVALID_INVOICE"
            })
    void whatIsNotAnInvoiceIsRefused(String part, String instead, int status, String code) {
        var body = draft(LINES).replace(part, instead);
        var answer = as(owner, "POST", "/api/invoices", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.string("code")).isEqualTo(code);
    }
}
