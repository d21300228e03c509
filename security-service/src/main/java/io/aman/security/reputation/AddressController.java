package io.aman.security.reputation;

import io.aman.platform.page.Cursor;
import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What operators rule of addresses, and the published lists. */
@RestController
@RequestMapping("/api/security")
class AddressController {

    static final String ADMIN = "security.admin";

    private final AddressRules rules;
    private final Feeds feeds;
    private final FeedProperties properties;

    AddressController(AddressRules rules, Feeds feeds, FeedProperties properties) {
        this.rules = rules;
        this.feeds = feeds;
        this.properties = properties;
    }

    /**
     * @param network an address, or one with the length of a prefix
     * @param expiresAt in the future: nothing is ruled for ever
     */
    record RuleRequest(
            @NotNull AddressRule.Effect effect,
            @NotBlank @Size(max = 49) String network,
            @NotBlank @Size(max = 200) String reason,
            @NotNull Instant expiresAt) {}

    record RuleView(
            String id,
            AddressRule.Effect effect,
            String network,
            String reason,
            String by,
            Instant createdAt,
            Instant expiresAt) {

        static RuleView of(AddressRule rule) {
            return new RuleView(
                    rule.id(),
                    rule.effect(),
                    rule.network(),
                    rule.reason(),
                    rule.by().name(),
                    rule.createdAt(),
                    rule.expiresAt());
        }
    }

    /**
     * @param confirmedAt when the publisher last said that this is its list; absent before the first time
     * @param refusal why the last file was not taken over
     */
    record FeedView(
            String name,
            String list,
            int entries,
            @Nullable Instant confirmedAt,
            @Nullable String refusal) {}

    record FeedsView(List<FeedView> items) {}

    @GetMapping("/addresses")
    @Operation(operationId = "listAddressRules", summary = "Blocked and allowed networks, the newest rule first")
    @RequirePermissions(ADMIN)
    Page<RuleView> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var found = rules.page(Cursor.parse(cursor), limit + 1);
        return Page.of(found, limit, rule -> new Cursor(rule.createdAt(), rule.id()), RuleView::of);
    }

    @PostMapping("/addresses")
    @Operation(operationId = "ruleAddress", summary = "Blocks or allows a network until the rule expires")
    @RequirePermissions(ADMIN)
    @RequireFreshSignIn
    RuleView rule(@Valid @RequestBody RuleRequest asked, Caller caller) {
        return RuleView.of(rules.put(
                asked.effect(), asked.network(), asked.reason(), asked.expiresAt(), caller.actor(asked.reason())));
    }

    @DeleteMapping("/addresses/{id}")
    @Operation(operationId = "liftAddressRule", summary = "Ends a rule now")
    @RequirePermissions(ADMIN)
    @RequireFreshSignIn
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable String id, Caller caller) {
        rules.lift(id, caller.actor());
    }

    @GetMapping("/feeds")
    @Operation(operationId = "listFeeds", summary = "The published lists of addresses and how they fare")
    @RequirePermissions(ADMIN)
    FeedsView feeds() {
        return new FeedsView(new TreeMap<>(properties.feeds())
                .keySet().stream().map(this::view).toList());
    }

    /** For a list that shrank for good; it may take as long as the publisher does. */
    @PostMapping("/feeds/{name}/accept")
    @Operation(operationId = "acceptFeed", summary = "Takes over a list as it is published now, however short")
    @RequirePermissions(ADMIN)
    @RequireFreshSignIn
    FeedView accept(@PathVariable String name) {
        if (!feeds.accept(name)) {
            throw new AddressError.FeedNotFound();
        }
        return view(name);
    }

    private FeedView view(String name) {
        var source = properties.feeds().get(name);
        var state = feeds.state(name);
        return new FeedView(
                name, source == null ? name : source.list(), state.entries(), state.confirmedAt(), state.refusal());
    }
}
