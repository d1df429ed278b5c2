/**
 * Keys, seals and signatures as Salt uses them; knows nothing of msgpack maps or commands.
 *
 * <p>Read in this order: {@link dev.brine.transport.crypto.KeyString} (a symmetric key as text),
 * {@link dev.brine.transport.crypto.Crypticle} (AES-CBC and HMAC),
 * {@link dev.brine.transport.crypto.RsaPublicKey} and {@link dev.brine.transport.crypto.RsaPrivateKey},
 * {@link dev.brine.transport.crypto.SigningAlgorithm}, {@link dev.brine.transport.crypto.EncryptionAlgorithm},
 * {@link dev.brine.transport.crypto.Fingerprint}, {@link dev.brine.transport.crypto.PrivateFile}.
 *
 * <p>All of it comes from the JDK's own providers. Everything is immutable and may be used by any thread. Bad input is an
 * {@link dev.brine.transport.crypto.AuthFailure} or a {@link dev.brine.transport.crypto.KeyFormatException}.
 */
@NullMarked
package dev.brine.transport.crypto;

import org.jspecify.annotations.NullMarked;
