/**
 * Accounts of the host: the modules {@code user}, {@code group}, {@code shadow} and {@code ssh}.
 *
 * <p>{@link dev.brine.engine.modules.account.UserModule} and {@link dev.brine.engine.modules.account.UserChanges} together are
 * {@code user}; {@link dev.brine.engine.modules.account.GroupModule}, {@link dev.brine.engine.modules.account.ShadowModule} and
 * {@link dev.brine.engine.modules.account.SshModule} follow. Accounts are read from the files in {@code /etc} and changed by the
 * programs of the host (useradd, usermod, gpasswd, chage, ...).
 *
 * <p>{@link dev.brine.engine.modules.account.KnownHostsModule} and {@link dev.brine.engine.modules.account.KeyFilesModule} are
 * {@code ssh}, too. What is written into homes goes through {@code HomeFile}, which follows no link that the account could have
 * put there.
 *
 * <p>Thread rule: no state.
 */
@NullMarked
package dev.brine.engine.modules.account;

import org.jspecify.annotations.NullMarked;
