/**
 * Packages of the host: the modules {@code pkg}, {@code lowpkg}, {@code pkg_resource} and {@code kernelpkg}.
 *
 * <p>{@link dev.brine.engine.modules.pkg.PackageModules} chooses by grains. On Debian and its kin {@code pkg} is made of several
 * parts: {@link dev.brine.engine.modules.pkg.AptModule} (what there is), {@link dev.brine.engine.modules.pkg.AptChanges}
 * (installing, removing), {@link dev.brine.engine.modules.pkg.AptSelections} (holding), {@link
 * dev.brine.engine.modules.pkg.AptRepos} and {@link dev.brine.engine.modules.pkg.AptKeys} (where packages come from), {@link dev.brine.engine.modules.pkg.AptUpkeep} (what is kept and
 * what is to be started anew). {@code Apt} runs the programs.
 *
 * <p>On Red Hat and its kin they are {@link dev.brine.engine.modules.pkg.DnfModule}, {@link
 * dev.brine.engine.modules.pkg.DnfChanges}, {@link dev.brine.engine.modules.pkg.DnfHolds}, {@link
 * dev.brine.engine.modules.pkg.DnfGroups}, {@link dev.brine.engine.modules.pkg.DnfUpkeep} and {@link
 * dev.brine.engine.modules.pkg.DnfRepos} over {@code Dnf}, which runs dnf or yum; {@link
 * dev.brine.engine.modules.pkg.RpmModule} and {@link dev.brine.engine.modules.pkg.RpmFacts} are {@code lowpkg} there.
 *
 * <p>{@link dev.brine.engine.modules.pkg.KernelpkgModule} asks {@code pkg} for the kernels; {@code AptKernels} and {@code YumKernels}
 * know how they are packed.
 *
 * <p>Thread rule: no state; the list of packages is kept in the job's context while nothing changes it.
 */
@NullMarked
package dev.brine.engine.modules.pkg;

import org.jspecify.annotations.NullMarked;
