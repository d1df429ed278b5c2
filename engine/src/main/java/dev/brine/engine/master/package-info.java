/**
 * The master: what comes in at the request port, and what follows from it.
 *
 * <p>Reading order: {@link dev.brine.engine.master.Master} (composition), {@code RequestRouter} (two tables, one reply a request),
 * {@code AuthHandler} with {@code ParkedSignIns} and {@code SignInNews} (sign-in), {@code Access} (who may give orders),
 * {@code MasterFunctions} and {@code MasterPillar} (what is called and compiled here), {@code AuditLog} (who did what), {@code MinionEventHandler} with {@code TagRules}, {@code ReturnHandler}, the other
 * commands; {@code MasterSecrets}, {@code Sessions} and {@code Publications} (keys in force, rotation, the way out).
 *
 * <p>Thread rule: commands run on {@code worker-n} threads and wait for nobody; {@code timer} wakes held-back sign-ins and keeps
 * house; runner and wheel functions run on {@code runner-n} and {@code wheel-n}.
 */
@NullMarked
package dev.brine.engine.master;

import org.jspecify.annotations.NullMarked;
