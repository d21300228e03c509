package io.aman.session.access;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.aman.events.Actor;
import io.aman.platform.security.AccessToken;
import io.aman.session.identity.User;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/**
 * The roles of a new installation, and what a newer release grants to an older one: each permission once, so that what
 * somebody takes away stays away.
 */
final class MongoRoleSeed {

    /** What a release of ours has granted by now: {@code <role> <permission>}. */
    static final String SEEDED = "seeded";

    /** Where the roles were in earlier releases: a document each, its id the name. */
    private static final String EARLIER = "roles";

    private static final Map<String, List<String>> SEED = Map.of(
            User.ROLE_USER, List.of("payment.create", "payment.view", "invoice.view"),
            User.ROLE_ADMIN, List.of(AccessToken.ALL));

    private final MongoOperations mongo;
    private final MongoRoles roles;

    MongoRoleSeed(MongoOperations mongo, MongoRoles roles) {
        this.mongo = mongo;
        this.roles = roles;
    }

    void sow() {
        if (stored() == null) {
            begin();
        }
        SEED.forEach((role, permissions) -> permissions.forEach(permission -> grantOnce(role, permission)));
    }

    private void begin() {
        var grants = new TreeMap<String, SortedSet<String>>();
        var seeded = new TreeSet<String>();
        SEED.keySet().forEach(role -> grants.put(role, new TreeSet<>()));
        for (var role : mongo.findAll(Document.class, EARLIER)) {
            var name = role.getString("_id");
            grants.put(name, new TreeSet<>(role.getList(MongoRoles.PERMISSIONS, String.class, List.of())));
            role.getList(SEEDED, String.class, List.of()).forEach(permission -> seeded.add(entry(name, permission)));
        }
        var table = new RoleTable(0, grants);
        try {
            mongo.insert(
                    new Document("_id", MongoRoles.ID)
                            .append(MongoRoles.VERSION, table.version())
                            .append(MongoRoles.ROLES, MongoRoles.documents(table))
                            .append(SEEDED, List.copyOf(seeded)),
                    MongoRoles.COLLECTION);
        } catch (DuplicateKeyException _) {
            // another instance starts as well and was faster
        }
    }

    private void grantOnce(String role, String permission) {
        if (isGranted(role, permission)) {
            return;
        }
        roles.change(
                role,
                // Asked again after the table was read: another instance may have granted it, and somebody taken it
                // away.
                table -> isGranted(role, permission) ? table : with(table, role, permission),
                Actor.system("release"),
                update -> update.addToSet(SEEDED, entry(role, permission)));
    }

    private static RoleTable with(RoleTable table, String role, String permission) {
        var granted = new TreeSet<>(table.grantedBy(role));
        granted.add(permission);
        return table.with(role, granted);
    }

    private boolean isGranted(String role, String permission) {
        var document = stored();
        return document != null
                && document.getList(SEEDED, String.class, List.of()).contains(entry(role, permission));
    }

    private @Nullable Document stored() {
        return mongo.findOne(Query.query(where("_id").is(MongoRoles.ID)), Document.class, MongoRoles.COLLECTION);
    }

    private static String entry(String role, String permission) {
        return role + " " + permission;
    }
}
