/** What the tests of every service stand on: embedded servers, contract bases, architecture rules. */
@NullMarked
package io.aman.testing;

import org.jspecify.annotations.NullMarked;
