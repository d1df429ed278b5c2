/**
 * The execution modules {@code network} and {@code dnsutil}: what the host knows of its networks, and what it can reach.
 *
 * <p>{@link dev.brine.engine.modules.network.NetworkModule} names the classes, by idea: {@code InterfaceFunctions} over {@code
 * Interfaces} (what {@code ip} prints), {@code AddressFunctions}, {@code RouteFunctions}, {@code SocketFunctions}, {@code
 * ReachFunctions}, {@code NameFunctions}. {@link dev.brine.engine.modules.network.DnsutilModule} reads hosts and zone files and
 * asks {@code Dig}.
 *
 * <p>Thread rule: no state, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.network;

import org.jspecify.annotations.NullMarked;
