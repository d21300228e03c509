/** What people are permitted, and what administrators do to roles and accounts. */
@NullMarked
package io.aman.session.access;

import org.jspecify.annotations.NullMarked;
