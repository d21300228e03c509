package io.aman.payment.method;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own payment methods; an outcome that is not known yet is 202. */
@RestController
@RequestMapping("/api/payment-methods")
class MethodController {

    /** @param token the provider's, never a card */
    record AttachRequest(
            @NotNull @Size(max = 20) String provider,
            @NotNull @Size(max = 255) String token,
            @Nullable Boolean makeDefault) {

        /** What the payer sent may be anything. */
        @Override
        public String toString() {
            return "AttachRequest[***]";
        }
    }

    /**
     * A payment method without anything that pays.
     *
     * @param kind the provider's word, such as {@code card}; absent until the provider has answered, as what follows
     * @param isDefault whether it is used where the payer names none
     */
    record MethodView(
            String id,
            String provider,
            MethodState state,
            @Nullable String kind,
            @Nullable String brand,
            @Nullable String last4,
            @Nullable Integer expiryMonth,
            @Nullable Integer expiryYear,
            @JsonProperty("default") boolean isDefault,
            Instant createdAt) {

        static MethodView of(SavedMethod method, Wallet wallet) {
            var traits = method.traits();
            return new MethodView(
                    method.id(),
                    method.provider(),
                    method.state(),
                    traits == null ? null : traits.kind(),
                    traits == null ? null : traits.brand(),
                    traits == null ? null : traits.last4(),
                    traits == null ? null : traits.expiryMonth(),
                    traits == null ? null : traits.expiryYear(),
                    wallet.isDefault(method),
                    method.createdAt());
        }
    }

    record MethodList(List<MethodView> items) {}

    private final KeepMethods methods;
    private final Wallets wallets;

    MethodController(KeepMethods methods, Wallets wallets) {
        this.methods = methods;
        this.wallets = wallets;
    }

    /** 201; 200 where the provider keeps this very token for the caller already. */
    @PostMapping
    @RequirePermissions("payment.create")
    ResponseEntity<byte[]> attach(@Valid @RequestBody AttachRequest request, IdempotentCall call, Caller caller) {
        return call.once(request, operation -> {
            var method = methods.attach(
                    caller.userId(),
                    request.provider(),
                    new PaymentMethodToken(request.token()),
                    Boolean.TRUE.equals(request.makeDefault()),
                    operation.id());
            return ResponseEntity.status(status(method, operation.id()))
                    .location(URI.create("/api/payment-methods/" + method.id()))
                    .body(MethodView.of(method, wallets.of(caller.userId())));
        });
    }

    private static HttpStatus status(SavedMethod method, String operation) {
        if (!method.isActive()) {
            return HttpStatus.ACCEPTED;
        }
        var isNew = method.id().equals(MethodId.attachedBy(operation).value());
        return isNew ? HttpStatus.CREATED : HttpStatus.OK;
    }

    @GetMapping
    @RequirePermissions("payment.view")
    MethodList list(Caller caller) {
        var wallet = wallets.of(caller.userId());
        return new MethodList(wallet.methods().stream()
                .map(method -> MethodView.of(method, wallet))
                .toList());
    }

    @GetMapping("/{id}")
    @RequirePermissions("payment.view")
    MethodView get(@PathVariable String id, Caller caller) {
        var wallet = wallets.of(caller.userId());
        return MethodView.of(wallet.require(id), wallet);
    }

    /** Naturally idempotent: no key. */
    @PutMapping("/{id}/default")
    @RequirePermissions("payment.create")
    MethodView makeDefault(@PathVariable String id, Caller caller) {
        var wallet = wallets.change(caller.userId(), now -> now.makeDefault(id));
        return MethodView.of(wallet.require(id), wallet);
    }

    /** 204, or 202 with what is still to be detached. */
    @DeleteMapping("/{id}")
    @RequirePermissions("payment.create")
    ResponseEntity<MethodView> detach(@PathVariable String id, Caller caller) {
        var user = caller.userId();
        return methods.detach(user, id)
                .map(left -> ResponseEntity.accepted().body(MethodView.of(left, wallets.of(user))))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
