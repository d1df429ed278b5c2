/**
 * Who may do what over the clear commands of the request port.
 *
 * <p>Reading order: {@link dev.brine.engine.auth.RootKeys} (key files of local users), {@link dev.brine.engine.auth.ExternalAuth} and
 * {@link dev.brine.engine.auth.TokenStore} (passwords and tokens), {@link dev.brine.engine.auth.Authenticator} (who sent this), {@link dev.brine.engine.auth.Requester} (the answer), {@link dev.brine.engine.auth.PublisherAcl} and {@link
 * dev.brine.engine.auth.Permissions} (what he may).
 *
 * <p>Thread rule: everything may be used from any thread.
 */
@NullMarked
package dev.brine.engine.auth;

import org.jspecify.annotations.NullMarked;
