/**
 * Requests, replies and publishes between bytes and meaning; the only place that knows clear, aes, pub and auth.
 *
 * <p>Master side: {@link dev.brine.transport.channel.ServerChannel} turns one frame into a sealed
 * {@link dev.brine.transport.channel.Request} and a {@link dev.brine.transport.channel.Reply} into bytes, with keys from
 * {@link dev.brine.transport.channel.ServerKeys}; {@link dev.brine.transport.channel.PublishSeal} makes published jobs.
 * Minion side: {@link dev.brine.transport.channel.SignIn}, then {@link dev.brine.transport.channel.ClientChannel} and
 * {@link dev.brine.transport.channel.PublishReader}. No policy here: who is accepted and what a command may do is decided elsewhere.
 *
 * <p>Every bad input ends in one {@link dev.brine.transport.channel.Request.BadRequest} or one named outcome, never in an
 * exception. Any thread may use these types, except {@code PublishReader}, which belongs to one.
 */
@NullMarked
package dev.brine.transport.channel;

import org.jspecify.annotations.NullMarked;
