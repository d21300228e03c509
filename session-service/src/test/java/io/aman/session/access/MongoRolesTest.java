package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Actor;
import io.aman.platform.observability.Traces;
import io.aman.platform.outbox.Outbox;
import io.aman.platform.security.Limits;
import io.aman.session.session.TestRevocations;
import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

class MongoRolesTest {

    private static final Set<String> USER = Set.of("USER");
    private static final Actor ADMIN = new Actor("user:usr_admin", "203.0.113.8", null);

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("roles"));
    private final List<String> woken = new CopyOnWriteArrayList<>();
    private final MongoRoles roles = new MongoRoles(
            mongo,
            new Outbox("session-service", Traces.none()),
            () -> woken.add(MongoRoles.ID),
            TestRevocations.REVOCATIONS,
            clock);

    private void seed() {
        new MongoRoleSeed(mongo, roles).sow();
    }

    private List<Document> outbox() {
        var document = mongo.findOne(new Query(), Document.class, MongoRoles.COLLECTION);
        return document.getList(Outbox.FIELD, Document.class, List.of());
    }

    private List<String> told(String type) {
        return outbox().stream()
                .filter(event ->
                        type.equals(event.get("headers", Document.class).getString("ce_type")))
                .map(event -> event.getString("data"))
                .toList();
    }

    private RoleTable grant(String role, String permission) {
        return roles.change(
                role,
                table -> {
                    var more = new TreeSet<>(table.grantedBy(role));
                    more.add(permission);
                    return table.with(role, more);
                },
                ADMIN);
    }

    @Test
    void aNewInstallationHasAllThatIsGranted() {
        seed();
        var version = roles.current().version();
        seed();

        assertThat(roles.current().permissionsOf(USER))
                .containsExactlyInAnyOrder("payment.create", "payment.view", "invoice.view");
        assertThat(roles.current().permissionsOf(Set.of("ADMIN"))).containsExactly("ALL");
        assertThat(roles.current().version()).isEqualTo(version);
    }

    @Test
    void anOlderInstallationKeepsItsRolesAndGetsWhatANewerReleaseGrants() {
        mongo.insert(
                new Document("_id", "USER")
                        .append("permissions", List.of("payment.create", "own.role"))
                        .append("seeded", List.of("payment.create", "payment.view")),
                "roles");
        mongo.insert(new Document("_id", "CLERK").append("permissions", List.of("payment.refund")), "roles");
        seed();

        assertThat(roles.current().permissionsOf(USER))
                .containsExactlyInAnyOrder("payment.create", "own.role", "invoice.view");
        assertThat(roles.current().permissionsOf(Set.of("CLERK"))).containsExactly("payment.refund");
    }

    @Test
    void whatSomebodyTookAwayStaysAway() {
        seed();
        roles.change("USER", table -> table.with("USER", Set.of("payment.view")), ADMIN);
        seed();

        assertThat(roles.current().permissionsOf(USER)).containsExactly("payment.view");
    }

    @Test
    void severalInstancesThatStartAtOnceSowOnce() throws Exception {
        AtOnce.run(8, _ -> {
            seed();
            return true;
        });

        assertThat(roles.current().permissionsOf(USER)).hasSize(3);
        assertThat(told("role.changed.v1")).hasSize(4);
    }

    @Test
    void ofRolesThatChangeAtOnceNoChangeIsLost() throws Exception {
        seed();
        var before = roles.current().version();
        var versions = AtOnce.run(
                24, n -> grant("R" + n % 4, "payment.x" + (char) ('a' + n)).version());

        var table = roles.current();
        assertThat(table.version()).isEqualTo(before + 24);
        assertThat(versions).doesNotHaveDuplicates();
        IntStream.range(0, 24)
                .forEach(n ->
                        assertThat(table.permissionsOf(List.of("R" + n % 4))).contains("payment.x" + (char) ('a' + n)));
    }

    @Test
    void aChangeTellsTheGatewaysTheVersionThatCarriesIt() {
        seed();
        var told = new ArrayList<>(told("revocation.roles.v1"));
        var table = grant("CLERK", "payment.refund");

        assertThat(told("revocation.roles.v1"))
                .hasSize(told.size() + 1)
                .last()
                .asString()
                .contains("\"minVersion\":" + table.version(), "\"forgetAfter\":\"2026-11-25T10:07:00Z\"");
        assertThat(told("role.changed.v1"))
                .last()
                .asString()
                .contains("\"role\":\"CLERK\"", "\"from\":[]", "\"to\":[\"payment.refund\"]", "user:usr_admin");
        assertThat(woken).isNotEmpty();
    }

    @Test
    void whatARoleAllowsIsKeptAndAChangeOfItAloneIsTold() {
        seed();
        grant("CLERK", "payment.refund");
        var version = roles.current().version();
        var limits = new Limits(10, 300, 0, 0, 5_000_000_000L);
        roles.change("CLERK", table -> table.with("CLERK", table.grantedBy("CLERK"), limits), ADMIN);

        assertThat(roles.current().limitsOf(Set.of("CLERK"))).isEqualTo(limits);
        assertThat(roles.current().version()).isEqualTo(version + 1);
        assertThat(told("role.changed.v1")).last().asString().contains("\"monthly\":5000000000");

        grant("CLERK", "payment.view");
        assertThat(roles.current().limitsOf(Set.of("CLERK"))).isEqualTo(limits);
    }

    @Test
    void aChangeThatChangesNothingTellsNothing() {
        seed();
        grant("CLERK", "payment.refund");
        var version = roles.current().version();
        var told = outbox().size();
        grant("CLERK", "payment.refund");

        assertThat(roles.current().version()).isEqualTo(version);
        assertThat(outbox()).hasSize(told);
    }

    /** A version that was newer than what it permits would keep what was taken away alive. */
    @Test
    void noReaderSeesAVersionWithWhatAnEarlierOneGranted() throws Exception {
        seed();
        var start = roles.current().version();
        roles.change("CLERK", table -> table.with("CLERK", Set.of()), ADMIN);
        AtOnce.run(9, n -> {
            if (n == 0) {
                IntStream.range(0, 20).forEach(i -> grant("CLERK", "payment.x" + (char) ('a' + i)));
                return true;
            }
            for (var i = 0; i < 50; i++) {
                var table = roles.current();
                assertThat((long) table.permissionsOf(List.of("CLERK")).size()).isEqualTo(table.version() - start - 1);
            }
            return true;
        });
    }
}
