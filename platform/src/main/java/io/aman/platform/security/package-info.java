/** Who calls: access tokens verified locally, permissions, and the problem documents of refusal. */
@NullMarked
package io.aman.platform.security;

import org.jspecify.annotations.NullMarked;
