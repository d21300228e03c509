/** Which permissions a role grants, as data. */
@NullMarked
package io.aman.session.access;

import org.jspecify.annotations.NullMarked;
