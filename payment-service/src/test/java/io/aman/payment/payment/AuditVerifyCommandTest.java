package io.aman.payment.payment;

import static io.aman.payment.payment.PaymentFixture.AMOUNT;
import static io.aman.payment.payment.PaymentFixture.BY_USER;
import static io.aman.payment.payment.PaymentFixture.NOW;
import static io.aman.payment.payment.PaymentFixture.SCHEDULE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.audit.AuditFixture;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.testing.EmbeddedMongo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The command on a database that nobody serves. */
class AuditVerifyCommandTest {

    private final String database = EmbeddedMongo.freshDatabase("verify");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run() {
        printed.reset();
        return AuditVerifyCommand.run(
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                "--spring.mongodb.uri=" + EmbeddedMongo.uri(database),
                "--payment.audit.key=" + AuditFixture.KEY.reveal());
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itCountsAndNamesWhatIsBrokenAndSaysSoInItsExitCode() {
        var mongo = EmbeddedMongo.template(database);
        var payments =
                new MongoPayments(mongo, new Outbox("payment-service", Traces.none()), _ -> {}, AuditFixture.CHAIN);
        for (int i = 0; i < 3; i++) {
            var terms =
                    new PaymentTerms(PaymentId.createdBy("op" + i), "usr_1", AMOUNT, "stripe", null, null, null, NOW);
            payments.add(Payment.create(terms, "op" + i, BY_USER, SCHEDULE));
        }
        assertThat(run()).isZero();
        assertThat(text()).isEqualToNormalizingNewlines("audit: 3 payments, 3 entries, 0 broken\n");

        var id = PaymentId.createdBy("op1").value();
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(id)),
                new Update().set("audit.0.actor", "user:usr_2"),
                MongoPayments.COLLECTION);
        assertThat(run()).isEqualTo(1);
        assertThat(text())
                .isEqualToNormalizingNewlines(
                        "audit: %s is broken at 1: ENTRY_CHANGED\naudit: 3 payments, 3 entries, 1 broken\n"
                                .formatted(id));
    }
}
