/** How likely it is that somebody is not who they say, as security-service has it. */
@NullMarked
package io.aman.platform.risk;

import org.jspecify.annotations.NullMarked;
