/** What is done about what was noticed: owners told, sessions ended, addresses blocked, alerts raised. */
@NullMarked
package io.aman.security.answer;

import org.jspecify.annotations.NullMarked;
