package io.aman.local.demo;

import static io.aman.local.demo.NotificationCast.isIn;
import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import io.aman.local.stack.LocalStack;
import java.util.Map;
import java.util.Optional;

/** Mails that come back: what another server finds out later reaches the delivery, and the address is left alone. */
final class BounceScenes {

    private static final String EMAIL = "email";
    private static final String WEBHOOK = "/api/notifications/webhook/mail";
    private static final String SUPPRESSIONS = "/api/notifications/suppressions";

    private final LocalStack stack;
    private final NotificationCast cast;

    BounceScenes(LocalStack stack, NotificationCast cast) {
        this.stack = stack;
        this.cast = cast;
    }

    void run(Steps steps) {
        steps.step("A mail to a mailbox that does not exist comes back by its return path", this::broughtBack);
        steps.step("Nobody but the mail server has a mail brought back", this::forged);
    }

    private String broughtBack() {
        var gone = Recipient.registered(stack, "nora-%s@gone.example".formatted(cast.run()), "Nora", "en");
        gone.pay(cast.reference("returned"));
        var bounced = cast.delivery(gone, EMAIL, "brought back", one -> isIn(one, "BOUNCED"));
        var listed = bounced.path("address").asString();
        var reason = await("the address on the list", () -> suppressed(listed));
        gone.pay(cast.reference("unsent"));
        var stopped = cast.newestDelivery(gone, EMAIL, "FAILED");
        require(gone.mails(cast.reference("unsent")).findAny().isEmpty(), "it was sent");
        require(!bounced.toString().contains(gone.email()), "the whole address is told: " + bounced);
        expect(204, cast.admin().api().delete(SUPPRESSIONS + "/" + listed));
        return "%s: BOUNCED by %s; the next one: %s"
                .formatted(
                        bounced.path("hint").asString(),
                        reason,
                        stopped.path("reason").asString());
    }

    private Optional<String> suppressed(String address) {
        return SessionCast.items(cast.admin().api().get(SUPPRESSIONS + "?limit=100"))
                .valueStream()
                .filter(one -> one.path("id").asString().equals(address))
                .map(one -> one.path("reason").asString())
                .findFirst();
    }

    private String forged() {
        return refused(
                401,
                "SESSION_INVALID",
                cast.gateway().signedIn("a-token-of-somebody-else-s").post(WEBHOOK, Map.of()));
    }
}
