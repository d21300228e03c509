package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;

import io.aman.local.stack.LocalStack;

/** Everything a user can see of payments: three providers, refunds, saved cards, invoices, and what operators watch. */
final class AllPayments {

    private final Cast cast;

    AllPayments(LocalStack stack) {
        this.cast = Cast.of(stack);
    }

    void run(Steps steps) {
        steps.step("A payer and an operator sign in", this::signIn);
        new CardScenes(cast).run(steps);
        new KnetScenes(cast).run(steps);
        new PayPalScenes(cast).run(steps);
        new SavedCardScenes(cast).run(steps);
        new InvoiceScenes(cast).run(steps);
        new OperatorScenes(cast).run(steps);
    }

    private String signIn() {
        expect(202, cast.payer().register("فهد", "ar"));
        expect(200, cast.payer().signIn());
        expect(200, cast.admin().signIn());
        return cast.payer().email() + " and " + cast.admin().email();
    }
}
