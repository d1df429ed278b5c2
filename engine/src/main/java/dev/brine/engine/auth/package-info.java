/**
 * Who may do what over the clear commands of the request port.
 *
 * <p>Reading order: {@link dev.brine.engine.auth.RootKeys} (key files of local users), {@link dev.brine.engine.auth.Authenticator}
 * (who sent this), {@link dev.brine.engine.auth.Requester} (the answer), {@link dev.brine.engine.auth.PublisherAcl} (what he may
 * publish).
 *
 * <p>Thread rule: everything is immutable once made.
 */
@NullMarked
package dev.brine.engine.auth;

import org.jspecify.annotations.NullMarked;
