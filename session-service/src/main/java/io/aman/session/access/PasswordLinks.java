package io.aman.session.access;

import io.aman.events.Actor;
import io.aman.session.identity.User;

/** Sends people links to choose a new password; whoever has one sent never sees it. */
@FunctionalInterface
public interface PasswordLinks {

    void sendTo(User user, Actor by);
}
