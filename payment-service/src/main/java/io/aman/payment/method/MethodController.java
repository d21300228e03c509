package io.aman.payment.method;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.platform.docs.Answers;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
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

    /**
     * @param token the provider's, never a card; absent where the payer chooses on the provider's page
     * @param returnTo the name of a configured address; with it a card's payer is asked to authenticate where his bank
     *     wants that. Where a provider always asks, it is the default one by itself
     */
    record AttachRequest(
            @NotNull @Size(max = 20) String provider,
            @Nullable @Size(min = 1, max = 255) String token,
            @Nullable @Size(max = 40) String returnTo,
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
     * @param nextAction what the payer must do, while that is the state
     * @param failure why it was never kept, where it failed
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
            @Nullable NextAction nextAction,
            @Nullable Failure failure,
            @JsonProperty("default") boolean isDefault,
            Instant createdAt) {

        /** @param url where the payer acts; absent where the provider's script takes over */
        record NextAction(String type, @Nullable String url) {}

        /** @param code the provider's own, or {@code expired} where the payer did not act */
        record Failure(String code) {}

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
                    action(method),
                    method.failure() == null ? null : new Failure(method.failure()),
                    wallet.isDefault(method),
                    method.createdAt());
        }

        private static @Nullable NextAction action(SavedMethod method) {
            var action = method.nextAction();
            return action == null ? null : new NextAction(action.type(), action.url());
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
    @Operation(operationId = "attachPaymentMethod", summary = "Keeps a payment method by the provider's token")
    @Answers(
            status = {200, 201, 202},
            body = MethodView.class)
    @RequirePermissions("payment.create")
    ResponseEntity<byte[]> attach(@Valid @RequestBody AttachRequest request, IdempotentCall call, Caller caller) {
        return call.once(request, operation -> {
            var wanted = new KeepMethods.Wanted(
                    caller.userId(),
                    request.provider(),
                    request.token() == null ? null : new PaymentMethodToken(request.token()),
                    request.returnTo(),
                    Boolean.TRUE.equals(request.makeDefault()));
            var method = methods.attach(wanted, operation.id());
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
    @Operation(operationId = "listPaymentMethods", summary = "The caller's own payment methods")
    @RequirePermissions("payment.view")
    MethodList list(Caller caller) {
        var wallet = wallets.of(caller.userId());
        return new MethodList(wallet.methods().stream()
                .map(method -> MethodView.of(method, wallet))
                .toList());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getPaymentMethod", summary = "A payment method")
    @RequirePermissions("payment.view")
    MethodView get(@PathVariable String id, Caller caller) {
        var wallet = wallets.of(caller.userId());
        return MethodView.of(wallet.require(id), wallet);
    }

    /** Looks now what the payer has done, as when he has come back: 200, or 202 while he is waited for. No key. */
    @PostMapping("/{id}/check")
    @Operation(operationId = "checkPaymentMethod", summary = "Looks now what the payer has done")
    @Answers(
            status = {200, 202},
            body = MethodView.class)
    @RequirePermissions("payment.create")
    ResponseEntity<MethodView> check(@PathVariable String id, Caller caller) {
        var method = methods.look(caller.userId(), id);
        var isOpen = method.state() == MethodState.REQUIRES_ACTION || method.state() == MethodState.ATTACHING;
        return ResponseEntity.status(isOpen ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(MethodView.of(method, wallets.of(caller.userId())));
    }

    /** Naturally idempotent: no key. */
    @PutMapping("/{id}/default")
    @Operation(
            operationId = "makeDefaultPaymentMethod",
            summary = "Makes it the one that is used where the payer names none")
    @RequirePermissions("payment.create")
    MethodView makeDefault(@PathVariable String id, Caller caller) {
        var wallet = wallets.change(caller.userId(), now -> now.makeDefault(id));
        return MethodView.of(wallet.require(id), wallet);
    }

    /** 204, or 202 with what is still to be detached. */
    @DeleteMapping("/{id}")
    @Operation(
            operationId = "detachPaymentMethod",
            summary = "Keeps a payment method no longer: 204, or 202 while that is under way")
    @Answers(status = 202, body = MethodView.class)
    @Answers(status = 204)
    @RequirePermissions("payment.create")
    ResponseEntity<MethodView> detach(@PathVariable String id, Caller caller) {
        var user = caller.userId();
        return methods.detach(user, id)
                .map(left -> ResponseEntity.accepted().body(MethodView.of(left, wallets.of(user))))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
