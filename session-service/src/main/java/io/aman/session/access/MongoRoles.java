package io.aman.session.access;

import io.aman.platform.security.AccessToken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Roles in the collection {@code roles}: the id is the role's name. */
final class MongoRoles implements Roles {

    private static final String COLLECTION = "roles";
    private static final String PERMISSIONS = "permissions";
    private static final Map<String, List<String>> SEED =
            Map.of(USER, List.of("payment.create", "payment.view", "invoice.view"), ADMIN, List.of(AccessToken.ALL));

    private final MongoOperations mongo;

    MongoRoles(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Adds the roles of a new installation; one that exists stays as somebody made it. */
    void seed() {
        SEED.forEach((role, permissions) -> {
            try {
                mongo.upsert(
                        Query.query(Criteria.where("_id").is(role)),
                        new Update().setOnInsert(PERMISSIONS, permissions),
                        COLLECTION);
            } catch (DuplicateKeyException _) {
                // another instance starts as well and was faster
            }
        });
    }

    @Override
    public Set<String> permissionsOf(Set<String> roles) {
        var granted = new TreeSet<String>();
        mongo.find(Query.query(Criteria.where("_id").in(roles)), Document.class, COLLECTION)
                .forEach(role -> granted.addAll(role.getList(PERMISSIONS, String.class, List.of())));
        return granted;
    }
}
