/** The session record, its refresh and its end, and the revocation that every gateway hears. */
@NullMarked
package io.aman.session.session;

import org.jspecify.annotations.NullMarked;
