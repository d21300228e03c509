package io.aman.bench.plain;

import static io.aman.bench.plain.PlainPayment.State.AUTHORIZED;
import static io.aman.bench.plain.PlainPayment.State.CAPTURED;
import static io.aman.bench.plain.PlainPayment.State.CAPTURING;
import static io.aman.bench.plain.PlainPayment.State.CONFIRMING;
import static io.aman.bench.plain.PlainPayment.State.CREATED;
import static io.aman.bench.plain.PlainPayment.State.CREATING;

import io.aman.bench.plain.PlainPayment.State;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Payments with the provider asked between two writes, and nothing more: no idempotency, no audit, no events. */
@RestController
@RequestMapping("/api/payments")
class PlainController {

    private final PlainPaymentRepository payments;
    private final RestClient provider;
    private final PlainProperties sizes;

    PlainController(PlainPaymentRepository payments, RestClient provider, PlainProperties sizes) {
        this.payments = payments;
        this.provider = provider;
        this.sizes = sizes;
    }

    record Wanted(long amountMinor, String currency, String reference) {}

    record Method(String paymentMethod) {}

    record View(String id, State state, long amountMinor, String currency, String reference) {

        static View of(PlainPayment payment) {
            return new View(
                    payment.id(), payment.state(), payment.amountMinor(), payment.currency(), payment.reference());
        }
    }

    record Intent(String id, String status) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View create(@RequestBody Wanted wanted, @AuthenticationPrincipal Jwt token) {
        var filling = sizes.filling(sizes.created());
        var asked = payments.save(new PlainPayment(
                "pay_" + UUID.randomUUID(),
                Objects.requireNonNull(token.getSubject()),
                wanted.amountMinor(),
                wanted.currency(),
                wanted.reference(),
                CREATING,
                null,
                filling));
        var form = form("amount", Long.toString(wanted.amountMinor()));
        form.add("currency", wanted.currency().toLowerCase(Locale.ROOT));
        form.add("capture_method", "manual");
        form.add("payment_method_types[0]", "card");
        form.add("metadata[payment_id]", asked.id());
        var intent = ask("", form, "requires_payment_method");
        return View.of(payments.save(asked.at(intent.id()).in(CREATED, filling)));
    }

    @PostMapping("/{id}/confirm")
    View confirm(@PathVariable String id, @RequestBody Method method) {
        var filling = sizes.filling(sizes.authorized());
        var asked = payments.save(payments.findById(id).orElseThrow().in(CONFIRMING, filling));
        ask("/" + asked.providerRef() + "/confirm", form("payment_method", method.paymentMethod()), "requires_capture");
        return View.of(payments.save(asked.in(AUTHORIZED, filling)));
    }

    @PostMapping("/{id}/capture")
    View capture(@PathVariable String id) {
        var filling = sizes.filling(sizes.captured());
        var asked = payments.save(payments.findById(id).orElseThrow().in(CAPTURING, filling));
        var amount = form("amount_to_capture", Long.toString(asked.amountMinor()));
        ask("/" + asked.providerRef() + "/capture", amount, "succeeded");
        return View.of(payments.save(asked.in(CAPTURED, filling)));
    }

    private static MultiValueMap<String, String> form(String name, String value) {
        var form = new LinkedMultiValueMap<String, String>();
        form.add(name, value);
        return form;
    }

    private Intent ask(String path, MultiValueMap<String, String> form, String expected) {
        var intent = Objects.requireNonNull(provider.post()
                .uri("/v1/payment_intents" + path)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .body(Intent.class));
        if (!intent.status().equals(expected)) {
            throw new IllegalStateException(intent.status() + " in place of " + expected);
        }
        return intent;
    }
}
