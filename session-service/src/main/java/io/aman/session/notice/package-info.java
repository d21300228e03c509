/** What goes with a notice to the owner of an account: sealed secrets, and the link that says "this was not me". */
@NullMarked
package io.aman.session.notice;

import org.jspecify.annotations.NullMarked;
