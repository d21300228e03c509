package io.aman.notification.webhook.endpoint;

import io.aman.notification.webhook.endpoint.Endpoint.Scope;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints of one's own, and of the operators where one is. */
@RestController
@RequestMapping("/api/webhooks")
class EndpointController {

    static final String MANAGE = "webhook.manage";

    /** @param scope {@code OWN} where it is not said */
    record NewEndpoint(
            @NotBlank @Size(max = 2048) String url,
            @Nullable @Size(max = 200) String description,

            @NotEmpty @Size(max = 100) Set<@NotNull @Size(max = 100) String> types,

            @Nullable Scope scope) {}

    record ChangedEndpoint(
            @NotBlank @Size(max = 2048) String url,
            @Nullable @Size(max = 200) String description,

            @NotEmpty @Size(max = 100) Set<@NotNull @Size(max = 100) String> types) {}

    /** @param keepFormer whether the former secret signs along for a while; it does where this is not said */
    record Rotation(@Nullable Boolean keepFormer) {}

    /**
     * @param secret told once, when it is made
     * @param failingSince since when it has answered nothing but failures
     */
    record EndpointView(
            String id,
            Scope scope,
            String url,
            String description,
            List<String> types,
            boolean enabled,
            @Nullable String disabledBecause,
            @Nullable Instant disabledAt,
            int failures,
            @Nullable Instant failingSince,
            Instant createdAt,
            @Nullable String secret) {

        static EndpointView of(Endpoint endpoint) {
            return of(endpoint, null);
        }

        static EndpointView of(EndpointDesk.WithSecret made) {
            return of(made.endpoint(), made.secret().reveal());
        }

        private static EndpointView of(Endpoint endpoint, @Nullable String secret) {
            return new EndpointView(
                    endpoint.id(),
                    endpoint.scope(),
                    endpoint.url().toString(),
                    endpoint.description(),
                    endpoint.types().stream().sorted().toList(),
                    endpoint.isEnabled(),
                    endpoint.disabledBecause(),
                    endpoint.disabledAt(),
                    endpoint.failures(),
                    endpoint.failingSince(),
                    endpoint.createdAt(),
                    secret);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "EndpointView[" + id + "]";
        }
    }

    /** @param by {@code user:<id>} or {@code system:<name>} */
    record ChangeView(Instant at, String by, String what) {}

    /** @param permission what it takes to hear of everybody's; one's own takes none */
    record TypeView(String type, boolean own, String permission) {}

    private final EndpointDesk desk;

    EndpointController(EndpointDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/types")
    @Operation(operationId = "listWebhookTypes", summary = "The types of events that webhooks tell of")
    @RequirePermissions(MANAGE)
    List<TypeView> types() {
        return PublicEvents.types().stream()
                .map(type -> new TypeView(type, PublicEvents.isOwned(type), PublicEvents.permission(type)))
                .toList();
    }

    @PostMapping("/endpoints")
    @Operation(operationId = "createWebhookEndpoint", summary = "Makes an endpoint and tells its secret, this once")
    @RequirePermissions(MANAGE)
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.CREATED)
    EndpointView create(@Valid @RequestBody NewEndpoint asked, Caller caller) {
        var scope = asked.scope() == null ? Scope.OWN : asked.scope();
        return EndpointView.of(desk.create(wish(asked.url(), asked.description(), asked.types()), scope, caller));
    }

    private static Wish wish(String url, @Nullable String description, Set<String> types) {
        return new Wish(url, description == null ? "" : description, types);
    }

    @GetMapping("/endpoints")
    @Operation(operationId = "listWebhookEndpoints", summary = "The caller's endpoints, or the operators'")
    @RequirePermissions(MANAGE)
    List<EndpointView> list(@RequestParam(defaultValue = "OWN") Scope scope, Caller caller) {
        return desk.list(scope, caller).stream().map(EndpointView::of).toList();
    }

    @GetMapping("/endpoints/{id}")
    @Operation(operationId = "getWebhookEndpoint", summary = "One endpoint and how it stands")
    @RequirePermissions(MANAGE)
    EndpointView get(@PathVariable String id, Caller caller) {
        return EndpointView.of(desk.get(id, caller));
    }

    @PutMapping("/endpoints/{id}")
    @Operation(operationId = "updateWebhookEndpoint", summary = "Changes where an endpoint is and what it hears of")
    @RequirePermissions(MANAGE)
    @RequireFreshSignIn
    EndpointView update(@PathVariable String id, @Valid @RequestBody ChangedEndpoint asked, Caller caller) {
        return EndpointView.of(desk.update(id, wish(asked.url(), asked.description(), asked.types()), caller));
    }

    @PostMapping("/endpoints/{id}/enable")
    @Operation(operationId = "enableWebhookEndpoint", summary = "Sends what happens from now on there again")
    @RequirePermissions(MANAGE)
    @RequireFreshSignIn
    EndpointView enable(@PathVariable String id, Caller caller) {
        return EndpointView.of(desk.enable(id, caller));
    }

    @PostMapping("/endpoints/{id}/disable")
    @Operation(operationId = "disableWebhookEndpoint", summary = "Sends nothing there any more; what waits fails")
    @RequirePermissions(MANAGE)
    EndpointView disable(@PathVariable String id, Caller caller) {
        return EndpointView.of(desk.disable(id, caller));
    }

    @DeleteMapping("/endpoints/{id}")
    @Operation(operationId = "deleteWebhookEndpoint", summary = "Forgets an endpoint and its messages")
    @RequirePermissions(MANAGE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, Caller caller) {
        desk.delete(id, caller);
    }

    @PostMapping("/endpoints/{id}/rotate-secret")
    @Operation(operationId = "rotateWebhookSecret", summary = "Makes another secret and tells it, this once")
    @RequirePermissions(MANAGE)
    @RequireFreshSignIn
    EndpointView rotate(@PathVariable String id, @Valid @RequestBody Rotation asked, Caller caller) {
        return EndpointView.of(desk.rotate(id, !Boolean.FALSE.equals(asked.keepFormer()), caller));
    }

    @GetMapping("/endpoints/{id}/changes")
    @Operation(operationId = "listWebhookEndpointChanges", summary = "Who did what to an endpoint, the last hundred")
    @RequirePermissions(MANAGE)
    List<ChangeView> changes(@PathVariable String id, Caller caller) {
        return desk.changes(id, caller).stream()
                .map(change -> new ChangeView(change.at(), change.by(), change.what()))
                .toList();
    }
}
