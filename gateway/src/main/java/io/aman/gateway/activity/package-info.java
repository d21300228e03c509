/** Which sessions are in use: counted in heap, told to session-service in batches. */
@NullMarked
package io.aman.gateway.activity;

import org.jspecify.annotations.NullMarked;
