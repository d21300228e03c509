package io.aman.session.password;

import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.session.Origin;

/** Checks somebody's present password as a sign-in does: counted before it is looked at. */
@FunctionalInterface
public interface CurrentPassword {

    /** Throws what a sign-in throws, unless it is this person's present password. */
    void require(User user, Password typed, Origin origin);
}
