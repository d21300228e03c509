/** Keycloak as the directory: people and roles by its admin interface, passwords only where that is asked for. */
@NullMarked
package io.aman.session.identity.keycloak;

import org.jspecify.annotations.NullMarked;
