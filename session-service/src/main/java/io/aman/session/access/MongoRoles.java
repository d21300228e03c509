package io.aman.session.access;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.platform.security.AccessToken;
import io.aman.session.identity.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** Roles in the collection {@code roles}: the id is the role's name. */
final class MongoRoles implements Roles {

    private static final String COLLECTION = "roles";
    private static final String PERMISSIONS = "permissions";
    /** What a release of ours has granted by now. */
    private static final String SEEDED = "seeded";

    private static final Map<String, List<String>> SEED = Map.of(
            User.ROLE_USER,
            List.of("payment.create", "payment.view", "invoice.view"),
            User.ROLE_ADMIN,
            List.of(AccessToken.ALL));

    private final MongoOperations mongo;

    MongoRoles(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * Adds the roles of a new installation, and to older ones what a newer release grants: each permission once, so that
     * what somebody takes away stays away.
     */
    void seed() {
        SEED.forEach((role, permissions) -> {
            try {
                mongo.upsert(
                        Query.query(where("_id").is(role)), new Update().setOnInsert(SEEDED, List.of()), COLLECTION);
            } catch (DuplicateKeyException _) {
                // another instance starts as well and was faster
            }
            permissions.forEach(permission -> grantOnce(role, permission));
        });
    }

    private void grantOnce(String role, String permission) {
        mongo.updateFirst(
                Query.query(where("_id").is(role).and(SEEDED).ne(permission)),
                new Update().addToSet(PERMISSIONS, permission).addToSet(SEEDED, permission),
                COLLECTION);
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public Set<String> permissionsOf(Set<String> roles) {
        var granted = new TreeSet<String>();
        mongo.find(Query.query(where("_id").in(roles)), Document.class, COLLECTION)
                .forEach(role -> granted.addAll(role.getList(PERMISSIONS, String.class, List.of())));
        return granted;
    }
}
