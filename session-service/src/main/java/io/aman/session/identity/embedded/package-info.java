/** The directory that needs nothing else: accounts in MongoDB, passwords as Argon2id. */
@NullMarked
package io.aman.session.identity.embedded;

import org.jspecify.annotations.NullMarked;
