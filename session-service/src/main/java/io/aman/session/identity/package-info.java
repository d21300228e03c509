/** Who people are: one port in front of every directory. */
@NullMarked
package io.aman.session.identity;

import org.jspecify.annotations.NullMarked;
