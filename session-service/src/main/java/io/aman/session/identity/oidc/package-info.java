/** OpenID Connect: signing in at the directory's own pages, and hearing of a logout there. */
@NullMarked
package io.aman.session.identity.oidc;

import org.jspecify.annotations.NullMarked;
