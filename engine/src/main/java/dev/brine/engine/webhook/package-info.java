/**
 * The webhook engine: HTTP POST in, event out.
 *
 * <p>Read {@code WebhookSettings} (what {@code engines: - webhook:} says), {@code WebhookEngine} (listens and fires), {@code
 * TlsFiles} (certificate and key), {@code WebhookPlugin} (brings it to daemons). Requests run on a few threads of the engine's
 * own; events are published from there.
 */
@NullMarked
package dev.brine.engine.webhook;

import org.jspecify.annotations.NullMarked;
