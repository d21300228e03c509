/** Catches every mail the suite sends, keeps it as a file, and shows it to people and tests. */
@NullMarked
package io.aman.local.mail;

import org.jspecify.annotations.NullMarked;
