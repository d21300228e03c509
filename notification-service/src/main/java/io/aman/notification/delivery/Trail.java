package io.aman.notification.delivery;

import org.jspecify.annotations.Nullable;

/** What must be known of an attempt even if nobody lives to tell. */
interface Trail {

    /** The number of the attempt. */
    int attempt();

    /** Who may have sent the message in an attempt before, as far as anybody knows. */
    @Nullable
    String inDoubtAt();

    /**
     * Notes who is asked, before they are.
     *
     * @return false when the attempt has been overtaken by another: then nobody is to be asked any more
     */
    boolean asking(String provider);
}
