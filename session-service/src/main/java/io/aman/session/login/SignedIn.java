package io.aman.session.login;

import io.aman.session.identity.User;
import io.aman.session.session.Session;
import java.util.Set;

/** A person with a session. */
record SignedIn(User user, Session session, Set<String> permissions, Tokens tokens) {}
