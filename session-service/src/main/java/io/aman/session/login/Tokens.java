package io.aman.session.login;

import io.aman.platform.Secret;

/** What a client holds of a session. */
record Tokens(Secret access, Secret refresh) {}
