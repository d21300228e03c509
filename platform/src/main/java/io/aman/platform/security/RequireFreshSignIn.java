package io.aman.platform.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler for which its caller must have proved lately who they are: a stolen token alone does not open it.
 *
 * <p>Answers 401 {@code step-up-required}, whose challenge says in {@code acr_values} what it takes: {@code aal2} of who
 * has a second factor, else the password. The client asks for it, sends it to {@code POST /api/auth/reauthenticate} and
 * repeats the call with the new token. Nobody passes while acting as somebody else.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470, section 3</a>
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequireFreshSignIn {

    /** How long ago it may be where nothing else is said. */
    int SECONDS = 300;

    /** How long ago it may be. */
    int maxAgeSeconds() default SECONDS;

    /** {@link Assurance#AAL2} where it takes a second factor even of who has none. */
    String acr() default Assurance.AAL1;
}
