package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.aman.testing.EmbeddedMongo;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Update;

class MongoRolesTest {

    private static final Set<String> USER = Set.of("USER");

    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("roles"));
    private final MongoRoles roles = new MongoRoles(mongo);

    @Test
    void aNewInstallationHasAllThatIsGranted() {
        roles.seed();
        roles.seed();
        assertThat(roles.permissionsOf(USER))
                .containsExactlyInAnyOrder("payment.create", "payment.view", "invoice.view");
    }

    @Test
    void anOlderInstallationGetsWhatANewerReleaseGrants() {
        mongo.insert(
                new Document("_id", "USER").append("permissions", List.of("payment.create", "payment.view", "own")),
                "roles");
        roles.seed();
        assertThat(roles.permissionsOf(USER)).contains("invoice.view", "own");
    }

    @Test
    void whatSomebodyTookAwayStaysAway() {
        roles.seed();
        mongo.updateFirst(query(where("_id").is("USER")), new Update().pull("permissions", "payment.create"), "roles");
        roles.seed();
        assertThat(roles.permissionsOf(USER)).doesNotContain("payment.create");
    }
}
