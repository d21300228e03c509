package io.aman.session.access;

/** Sees to it that somebody can always administer. */
interface Administrators {

    /**
     * Carries out a change after which this person may no longer be an enabled administrator. Of two that would take the
     * last two away at once, one is refused.
     *
     * @param change at the directory; when it fails, nobody knows whether it was done
     * @throws AccessError.LastAdministrator when nobody else would be one; the change is not made
     */
    void keepingAnother(String userId, Runnable change);
}
