package io.aman.session.login;

import io.aman.session.identity.User;
import java.util.Set;

/** A person with a session. */
record SignedIn(User user, Set<String> permissions, Tokens tokens) {}
