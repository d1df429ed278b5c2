/**
 * Services of the host: the module {@code service}.
 *
 * <p>{@link dev.brine.engine.modules.service.ServiceModules} chooses: systemd where the host was booted with it ({@link
 * dev.brine.engine.modules.service.SystemdModule}), else scripts in {@code /etc/init.d} ({@link
 * dev.brine.engine.modules.service.SysvModule}).
 *
 * <p>Thread rule: no state.
 */
@NullMarked
package dev.brine.engine.modules.service;

import org.jspecify.annotations.NullMarked;
