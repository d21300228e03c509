package io.aman.system;

import io.aman.local.demo.Api.Answer;
import io.aman.local.demo.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One order from its creation to its last refund, each call made again under its key until it is acknowledged. */
final class Purchase {

    /**
     * A payment whose captures and refunds were acknowledged.
     *
     * @param refunds the ids of the refunds
     * @param knetPages KNET's id of each attempt to pay, the last of which was told to be captured
     */
    record Acknowledged(
            Customer customer, String paymentId, Order order, List<String> refunds, List<String> knetPages) {

        Provider provider() {
            return order.provider();
        }
    }

    private final Customer customer;
    private final Person clerk;
    private final AtProviders providers;
    private final Order order;
    private final Insistence asCustomer;
    private final Insistence asClerk;
    private final List<String> knetPages = new ArrayList<>();
    private String payment = "";

    /** @param clerk who gives money back */
    Purchase(Customer customer, Person clerk, AtProviders providers, Order order) {
        this.customer = customer;
        this.clerk = clerk;
        this.providers = providers;
        this.order = order;
        this.asCustomer = new Insistence(customer::signInAgain);
        this.asClerk = new Insistence(clerk::signIn);
    }

    Acknowledged run() {
        payment = asCustomer
                .insist(what("create"), () -> customer.create(key("create"), order), answer -> answer.status() == 201)
                .field("id");
        switch (order.provider()) {
            case STRIPE -> payByCard();
            case PAYPAL -> payAtPayPal();
            case KNET -> payAtKnet();
        }
        var refunds = new ArrayList<String>();
        for (var amount : order.refunds()) {
            refunds.add(refund("refund-" + refunds.size(), amount));
        }
        return new Acknowledged(customer, payment, order, List.copyOf(refunds), List.copyOf(knetPages));
    }

    private void payByCard() {
        insist("confirm", () -> confirm("confirm"), inState("AUTHORIZED"));
        capture();
    }

    private void payAtPayPal() {
        insist("confirm", () -> confirm("confirm"), inState("REQUIRES_ACTION"));
        providers.approveAtPayPal(payment);
        insist("hold", () -> customer.look(payment), inState("AUTHORIZED"));
        capture();
    }

    /** KNET captures at once, and takes it back where nobody acknowledges that: then the customer pays again. */
    private void payAtKnet() {
        var state = "";
        while (!state.equals("CAPTURED")) {
            var confirm = "confirm-" + knetPages.size();
            var page = insist(confirm, () -> confirm(confirm), inState("REQUIRES_ACTION"))
                    .body()
                    .path("nextAction")
                    .path("url");
            knetPages.add(providers.payAtKnet(URI.create(page.asString())));
            state = insist("capture", () -> customer.look(payment), inState("CAPTURED", "FAILED"))
                    .field("state");
        }
    }

    private Answer confirm(String step) {
        return customer.confirm(key(step), payment, order.provider());
    }

    private void capture() {
        if (order.captures().size() > 1) {
            insist(
                    "capture-part",
                    () -> customer.capturePart(
                            key("capture-part"), payment, order.captures().getFirst()),
                    inState("PARTIALLY_CAPTURED"));
        }
        insist("capture", () -> customer.capture(key("capture"), payment), inState("CAPTURED"));
    }

    /** A refund whose outcome is not known yet is acknowledged, too. */
    private String refund(String step, long amountMinor) {
        var path = "/api/payments/%s/refunds".formatted(payment);
        return asClerk.insist(
                        what(step),
                        () -> clerk.api().once(key(step)).post(path, Map.of("amountMinor", amountMinor)),
                        answer -> answer.status() == 201 || answer.status() == 202)
                .field("id");
    }

    /** A customer who was told "processing" looks at the payment instead. */
    private Answer insist(String step, Supplier<Answer> call, Predicate<Answer> good) {
        return asCustomer.insist(
                what(step),
                () -> {
                    var answer = call.get();
                    return answer.status() == 202 ? customer.look(payment) : answer;
                },
                good);
    }

    private String key(String step) {
        return step + "-" + order.reference();
    }

    private String what(String step) {
        return "%s of %s %s (%s)".formatted(step, order.provider(), payment, order.reference());
    }

    private static Predicate<Answer> inState(String... states) {
        return answer -> answer.status() == 200 && List.of(states).contains(answer.field("state"));
    }
}
