package io.aman.session.session;

import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/** What counts for all sessions of a person. Each change is one write that also tells every gateway. */
public interface People {

    Person of(String userId);

    /** Several, read at once. */
    Function<String, Person> of(Set<String> userIds);

    /**
     * Ends every session that the person has now, in one write however many there are. From here on no refresh of theirs
     * wins; sessions that begin later are not touched.
     *
     * @param told further events of the same change, keyed by the user's id
     */
    Person endAll(String userId, EndReason reason, Actor by, DomainEvent... told);

    /**
     * The same the first time that {@code use} is shown: of many who show it at once one ends them.
     *
     * @return false when it was used before; nothing has changed then
     */
    boolean endAll(String userId, OneUse use, EndReason reason, Actor by, DomainEvent... told);

    /**
     * Ends them all and has the password open nothing, as somebody else knows it: until {@link #passwordReset}.
     *
     * @param cause what says so, the same however often it is said
     * @param since when that came out
     * @return false when it was said before; nothing has changed then
     */
    boolean holdPassword(String userId, OneUse cause, Instant since, EndReason reason, Actor by);

    /**
     * Ends them all, as the owner chose another password by a link; it opens the account where the one before was held.
     *
     * @param chosenAt what came out after this holds the new one as well
     */
    Person passwordReset(String userId, Instant chosenAt, EndReason reason, Actor by, DomainEvent... told);

    /**
     * Ends every other session that the person has now, in one write. It fails where {@code current} was itself ended
     * with all others before: what is over does not come back by being spared.
     */
    Person endOthers(Session current, EndReason reason, Actor by);

    /**
     * Has every access token of the person refreshed before it is accepted again.
     *
     * @param told what has changed, keyed by the user's id
     */
    Person permissionsChanged(String userId, DomainEvent told);

    /**
     * Uses something up that ends no session, and tells of it: of many who show it at once one does.
     *
     * @return false when it was used before; nothing is told then
     */
    boolean spend(String userId, OneUse use, DomainEvent... told);

    /** Publishes something about the person that changes nothing here; acknowledged when it is stored. */
    void tell(String userId, DomainEvent told);
}
