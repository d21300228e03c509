package io.aman.platform;

import io.aman.platform.docs.Answers;
import io.aman.platform.idempotency.IdempotentCall;
import io.aman.platform.security.Caller;
import io.aman.platform.security.RequireFreshSignIn;
import io.aman.platform.security.RequirePermissions;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class ShopController {

    public static final String PLANTED = "planted-secret-4242424242424242";

    public record Order(@NotBlank String item, @Positive int count) {}

    /** What the document says of an answer. */
    public record Receipt(String id, long total, @Nullable String note) {}

    /** What the order handler does; a test sets it. */
    public volatile Function<io.aman.platform.idempotency.Operation, ResponseEntity<?>> work = ShopController::created;

    /** Whether the key of an order lies in its shelf. */
    public volatile boolean within;

    private final Shelves shelves;

    ShopController(MongoOperations mongo) {
        this.shelves = new Shelves(mongo);
    }

    private ResponseEntity<byte[]> once(IdempotentCall call, String shelf, Order order) {
        return within
                ? shelves.within(call, shelf, order, operation -> work.apply(operation))
                : call.once(order, operation -> work.apply(operation));
    }

    public static ResponseEntity<?> created(io.aman.platform.idempotency.Operation operation) {
        return ResponseEntity.created(URI.create("/api/shop/orders/" + operation.id()))
                .body(Map.of("id", operation.id()));
    }

    @PostMapping("/api/shop/orders")
    @Operation(operationId = "order", summary = "Orders something")
    @Answers(
            status = {201, 202},
            body = Receipt.class)
    @RequirePermissions("shop.order")
    ResponseEntity<byte[]> order(@Valid @RequestBody Order order, IdempotentCall call) {
        return once(call, "counter", order);
    }

    @PostMapping("/api/shop/{shelf}/orders")
    ResponseEntity<byte[]> orderFrom(@PathVariable String shelf, @RequestBody Order order, IdempotentCall call) {
        return once(call, shelf, order);
    }

    @GetMapping("/api/shop/me")
    Caller me(Caller caller) {
        return caller;
    }

    @GetMapping("/api/shop/both")
    @RequirePermissions({"shop.view", "shop.audit"})
    String both() {
        return "both";
    }

    @PostMapping("/api/shop/close")
    @RequirePermissions("shop.close")
    @RequireFreshSignIn
    String close() {
        return "closed";
    }

    @GetMapping("/api/shop/later")
    Callable<String> later() {
        return () -> "later";
    }

    @GetMapping("/api/shop/page")
    String page(@RequestParam int limit) {
        return String.valueOf(limit);
    }

    @GetMapping("/public/open")
    String open() {
        return "open";
    }

    @GetMapping("/api/shop/bug")
    String bug() {
        throw new IllegalStateException("a bug that saw " + PLANTED);
    }

    @GetMapping("/api/shop/checked")
    String checked() throws IOException {
        throw new IOException("a file at " + PLANTED);
    }

    @GetMapping("/api/shop/error")
    String error() {
        throw new StackOverflowError(PLANTED);
    }

    @GetMapping("/api/shop/away")
    String away() {
        throw new DataAccessResourceFailureException("no server at " + PLANTED);
    }
}
