/** The door: checks what comes in and passes it on untouched. */
@NullMarked
package io.aman.gateway;

import org.jspecify.annotations.NullMarked;
