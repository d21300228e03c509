package io.aman.session.password.breach;

/** Somebody who knows passwords of breaches. */
interface BreachedPasswords {

    /** Answers within a bounded time, whatever happens. */
    BreachAnswer ask(Sha1 password);
}
