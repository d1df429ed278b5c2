package dev.brine.engine.modules.file;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Digests;
import java.io.IOException;
import java.nio.file.Files;

/** {@code file}: hashes of files. */
@Module("file")
public final class FileHashes {
    @Fn(doc = """
            Return the hash of a file as hex.

            path: the file
            form: md5, sha1, sha224, sha256, sha384 or sha512
            chunk_size: accepted as Salt accepts it
            """)
    public String getHash(String path, @Arg(dflt = "'sha256'") String form, @Arg(dflt = "65536") long chunkSize) {
        try {
            return Digests.hex(form, Paths.of(path));
        } catch (IOException e) {
            throw Paths.failed("cannot hash " + path, e);
        }
    }

    @Fn(doc = """
            Return the hash of a file as hex; 'File not found' when there is none.

            path: the file
            form: md5, sha1, sha224, sha256, sha384 or sha512
            """)
    public String getSum(String path, @Arg(dflt = "'sha256'") String form) {
        return Files.isRegularFile(Paths.of(path)) ? getHash(path, form, 0) : "File not found";
    }

    @Fn(doc = """
            Return whether a file has a hash.

            path: the file
            file_hash: type=hash or type:hash, or the hash alone
            """)
    public boolean checkHash(String path, String fileHash) {
        String[] pieces = fileHash.split("[=:]", 2);
        String hex = pieces[pieces.length - 1].strip();
        String type = pieces.length == 2 ? pieces[0].strip() : byLength(hex);
        return getHash(path, type, 0).equalsIgnoreCase(hex);
    }

    private static String byLength(String hex) {
        return switch (hex.length()) {
            case 32 -> "md5";
            case 40 -> "sha1";
            case 56 -> "sha224";
            case 64 -> "sha256";
            case 96 -> "sha384";
            case 128 -> "sha512";
            default ->
                throw new InvocationError("Hash " + hex + " (length: " + hex.length()
                        + ") could not be matched to a supported hash type. The supported hash types and lengths are: md5 (32), "
                        + "sha1 (40), sha224 (56), sha256 (64), sha384 (96), sha512 (128)");
        };
    }
}
