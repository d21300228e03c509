package io.aman.session.access;

import io.aman.platform.security.AccessToken;
import io.aman.session.identity.User;
import io.aman.session.session.Person;
import io.aman.session.session.Session;
import io.aman.session.token.Grant;

/** What the tokens of a session are to say, looked up each time. */
public final class Grants {

    private final Roles roles;

    Grants(Roles roles) {
        this.roles = roles;
    }

    /** Whether the person may do this, by the roles they are known to have. */
    boolean permits(User user, String permission) {
        return AccessToken.permits(roles.current().permissionsOf(user.roles()), permission);
    }

    /**
     * What holds now.
     *
     * @param user read from the directory after {@code person}
     */
    public Grant of(User user, Person person, Session session) {
        var table = roles.current();
        var proof = session.proof();
        return new Grant(
                user.id(),
                session.id(),
                table.permissionsOf(user.roles()),
                proof.at(),
                proof.methods(),
                proof.actor(),
                person.standing(session, table.version()),
                table.limitsOf(user.roles()));
    }
}
