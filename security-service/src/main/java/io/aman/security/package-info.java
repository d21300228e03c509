/** Sign-in attempts: counted before they are verified, remembered afterwards, watched for attacks and answered. */
@NullMarked
package io.aman.security;

import org.jspecify.annotations.NullMarked;
