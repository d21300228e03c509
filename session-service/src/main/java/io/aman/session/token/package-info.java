/** What proves a session: signing keys, access tokens, refresh tokens. */
@NullMarked
package io.aman.session.token;

import org.jspecify.annotations.NullMarked;
