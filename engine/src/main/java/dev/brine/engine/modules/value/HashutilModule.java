package dev.brine.engine.modules.value;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code hashutil}: hashes and base64. */
@Module("hashutil")
public final class HashutilModule {

    @Fn(doc = """
            Return the hash of a text as hex.

            instr: the text
            checksum: md5, sha1, sha224, sha256, sha384 or sha512
            """)
    public String digest(String instr, @Arg(dflt = "'md5'") String checksum) {
        return Digests.hex(checksum, bytes(instr));
    }

    @Fn(doc = """
            Return the hash of a file as hex.

            infile: its path
            checksum: md5, sha1, sha224, sha256, sha384 or sha512
            """)
    public String digestFile(String infile, @Arg(dflt = "'md5'") String checksum) {
        try {
            return Digests.hex(checksum, Path.of(infile));
        } catch (IOException e) {
            throw new FunctionError("File path '" + infile + "' not found.", e);
        }
    }

    @Fn(name = "md5_digest", doc = """
            Return the MD5 hash of a text as hex.

            instr: the text
            """)
    public String md5Digest(String instr) {
        return digest(instr, "md5");
    }

    @Fn(name = "sha256_digest", doc = """
            Return the SHA-256 hash of a text as hex.

            instr: the text
            """)
    public String sha256Digest(String instr) {
        return digest(instr, "sha256");
    }

    @Fn(name = "sha512_digest", doc = """
            Return the SHA-512 hash of a text as hex.

            instr: the text
            """)
    public String sha512Digest(String instr) {
        return digest(instr, "sha512");
    }

    @Fn(name = "base64_b64encode", doc = """
            Return a text in base64, in one line.

            instr: the text
            """)
    public String base64Encode(String instr) {
        return Base64.getEncoder().encodeToString(bytes(instr));
    }

    @Fn(name = "base64_b64decode", doc = """
            Return the text that a base64 text stands for, or the bytes where they are no text.

            instr: the base64 text
            """)
    public Object base64Decode(String instr) {
        byte[] decoded = Base64.getMimeDecoder().decode(instr);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded))
                    .toString();
        } catch (CharacterCodingException e) {
            return decoded;
        }
    }

    @Fn(name = "base64_encodestring", doc = """
            Return a text in base64, in lines of 76 characters.

            instr: the text
            """)
    public String base64Lines(String instr) {
        return lines(bytes(instr));
    }

    private static String lines(byte[] content) {
        return content.length == 0
                ? ""
                : Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(content) + "\n";
    }

    @Fn(name = "base64_encodefile", doc = """
            Return a file in base64, in lines of 76 characters.

            fname: its path
            """)
    public String base64EncodeFile(String fname) {
        try {
            return lines(Files.readAllBytes(Path.of(fname)));
        } catch (IOException e) {
            throw new FunctionError("cannot read the file " + fname + ": " + e.getMessage(), e);
        }
    }

    @Fn(name = "base64_decodefile", doc = """
            Write what a base64 text stands for into a file.

            instr: the base64 text
            outfile: the file's path
            """)
    public boolean base64DecodeFile(String instr, String outfile) {
        try {
            Files.write(Path.of(outfile), Base64.getMimeDecoder().decode(instr));
            return true;
        } catch (IllegalArgumentException e) {
            throw new FunctionError("the text is no base64: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new FunctionError("cannot write the file " + outfile + ": " + e.getMessage(), e);
        }
    }

    @Fn(name = "base64_decodestring", doc = """
            Return the text that a base64 text stands for, or the bytes where they are no text.

            instr: the base64 text
            """)
    public Object base64DecodeLines(String instr) {
        return base64Decode(instr);
    }

    @Fn(doc = """
            Return whether a signature (HMAC-SHA256, base64) of a text is right.

            string: the text
            shared_secret: the key
            challenge_hmac: the signature
            """)
    public boolean hmacSignature(String string, String sharedSecret, String challengeHmac) {
        byte[] wanted = Base64.getEncoder().encode(hmac("HmacSHA256", string, sharedSecret));
        return MessageDigest.isEqual(wanted, bytes(challengeHmac.strip()));
    }

    @Fn(doc = """
            Return the signature (HMAC-SHA256) of a text as hex.

            string: the text
            shared_secret: the key
            """)
    public String hmacCompute(String string, String sharedSecret) {
        return Digests.hex(hmac("HmacSHA256", string, sharedSecret));
    }

    @Fn(doc = """
            Return whether a signature of a webhook (X-Hub-Signature) is right.

            string: the text
            shared_secret: the key
            challenge_hmac: the signature, as sha1=<hex> or sha256=<hex>
            """)
    public boolean githubSignature(String string, String sharedSecret, String challengeHmac) {
        String[] parts = challengeHmac.split("=", -1);
        if (parts.length != 2 || !parts[0].matches("md5|sha(1|224|256|384|512)")) {
            throw new InvocationError("the signature is none of the form <hash>=<hex>: " + challengeHmac);
        }
        byte[] wanted = bytes(Digests.hex(hmac("Hmac" + parts[0].toUpperCase(Locale.ROOT), string, sharedSecret)));
        return MessageDigest.isEqual(wanted, bytes(parts[1]));
    }

    private static byte[] hmac(String algorithm, String text, String secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(bytes(secret), algorithm));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new FunctionError("cannot sign: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
