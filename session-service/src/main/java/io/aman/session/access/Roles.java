package io.aman.session.access;

import io.aman.events.Actor;
import java.util.function.UnaryOperator;

/** The roles people have and what each grants, as data. */
public interface Roles {

    /** All of them as of one moment; read it after the person and the directory. */
    RoleTable current();

    /**
     * Changes one role and has every access token refreshed that was made from an older table, in one write. A change
     * that changes nothing tells nothing. What {@code rule} throws is passed on, and nothing has changed.
     *
     * @param role what the rule changes
     * @param rule may be asked several times, where others change roles in the same moment
     */
    RoleTable change(String role, UnaryOperator<RoleTable> rule, Actor by);
}
