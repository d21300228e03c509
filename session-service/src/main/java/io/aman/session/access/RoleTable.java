package io.aman.session.access;

import io.aman.platform.security.AccessToken;
import io.aman.platform.security.Limits;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.identity.User;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What each role grants, and how much of it.
 *
 * @param version raised whenever any of them grants something else
 * @param grants permissions by the name of the role
 * @param limits by the name of the role, of those alone that say something
 */
public record RoleTable(long version, SortedMap<String, SortedSet<String>> grants, SortedMap<String, Limits> limits) {

    /** Whatever roles somebody has: their permissions fit a token of the size that every service accepts. */
    static final int MAX_PERMISSION_BYTES = 4096;

    static final int MAX_ROLES = 100;

    private static final Pattern ROLE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern PERMISSION = Pattern.compile("[a-z]+(\\.[a-z-]+)+");
    private static final int MAX_PERMISSION = 64;
    private static final int QUOTES_AND_COMMA = 3;
    private static final Set<String> BUILT_IN = Set.of(User.ROLE_USER, User.ROLE_ADMIN);

    public RoleTable {
        var copy = new TreeMap<String, SortedSet<String>>();
        grants.forEach(
                (role, permissions) -> copy.put(role, Collections.unmodifiableSortedSet(new TreeSet<>(permissions))));
        grants = Collections.unmodifiableSortedMap(copy);
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }

    /** In which no role limits anybody. */
    RoleTable(long version, SortedMap<String, SortedSet<String>> grants) {
        this(version, grants, new TreeMap<>());
    }

    /** All that these roles grant together; a role that nobody defined grants nothing. */
    public Set<String> permissionsOf(Collection<String> roles) {
        var granted = new TreeSet<String>();
        roles.forEach(role -> granted.addAll(grantedBy(role)));
        return granted;
    }

    /** How much somebody with these roles may ask for: of each limit the highest that one of them names. */
    Limits limitsOf(Collection<String> roles) {
        return roles.stream().map(this::limitsBy).reduce(Limits.NONE, Limits::highest);
    }

    Limits limitsBy(String role) {
        return limits.getOrDefault(role, Limits.NONE);
    }

    /** Whether that one says the same of every role. */
    boolean saysTheSameAs(RoleTable other) {
        return grants.equals(other.grants) && limits.equals(other.limits);
    }

    Set<String> grantedBy(String role) {
        return grants.getOrDefault(role, Collections.emptySortedSet());
    }

    boolean defines(String role) {
        return grants.containsKey(role);
    }

    /**
     * The next version, in which {@code role} grants exactly these.
     *
     * @throws UnacceptableInput when a name is none
     * @throws AccessError.BuiltInRole when the role {@code ADMIN} would not permit everything
     * @throws AccessError.RolesTooLarge when all roles together would grant more than fits a token
     */
    RoleTable with(String role, Set<String> permissions) {
        return with(role, permissions, limitsBy(role));
    }

    /** As above, and has it limit whoever has no role that allows more. */
    RoleTable with(String role, Set<String> permissions, Limits allowed) {
        require("name", ROLE.matcher(role).matches(), "is no name of a role");
        permissions.forEach(
                permission -> require("permissions", isPermission(permission), "has what is no permission"));
        if (role.equals(User.ROLE_ADMIN) && !permissions.contains(AccessToken.ALL)) {
            throw new AccessError.BuiltInRole("The role ADMIN always grants ALL.");
        }
        var next = new TreeMap<>(grants);
        next.put(role, new TreeSet<>(permissions));
        require("limits", allowed.areOrdered(), "allow less in a longer time than in a shorter one");
        var nextLimits = new TreeMap<>(limits);
        nextLimits.remove(role);
        if (!allowed.equals(Limits.NONE)) {
            nextLimits.put(role, allowed);
        }
        return new RoleTable(version + 1, next, nextLimits).fitting();
    }

    /**
     * The next version, in which there is no such role: whoever has it keeps it, and it grants nothing.
     *
     * @throws AccessError.RoleNotFound when there is none now
     * @throws AccessError.BuiltInRole when it is one that the service gives
     */
    RoleTable without(String role) {
        if (BUILT_IN.contains(role)) {
            throw new AccessError.BuiltInRole("The roles USER and ADMIN cannot be deleted.");
        }
        if (!defines(role)) {
            throw new AccessError.RoleNotFound();
        }
        var next = new TreeMap<>(grants);
        next.remove(role);
        var nextLimits = new TreeMap<>(limits);
        nextLimits.remove(role);
        return new RoleTable(version + 1, next, nextLimits);
    }

    private RoleTable fitting() {
        var distinct = permissionsOf(grants.keySet());
        var bytes = distinct.stream()
                .mapToInt(permission -> permission.length() + QUOTES_AND_COMMA)
                .sum();
        if (bytes > MAX_PERMISSION_BYTES || grants.size() > MAX_ROLES) {
            throw new AccessError.RolesTooLarge();
        }
        return this;
    }

    private static boolean isPermission(String text) {
        return text.equals(AccessToken.ALL)
                || (text.length() <= MAX_PERMISSION && PERMISSION.matcher(text).matches());
    }

    private static void require(String field, boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new UnacceptableInput(field, rule);
        }
    }
}
