package dev.brine.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written: a {@link PrintStream} only knows that something went wrong, and a full
 * disk is to be told of, while a reader that has seen enough ({@code salt ... | head}) is not. Any thread may write.
 */
final class WatchedOutput extends FilterOutputStream {

    private static final int BUFFER = 8192;

    private volatile @Nullable IOException failure;
    private final PrintStream stream;

    private WatchedOutput(OutputStream out, Charset charset) {
        super(out);
        stream = new PrintStream(new BufferedOutputStream(this, BUFFER), true, charset);
    }

    static WatchedOutput ofProcess() {
        String encoding = System.getProperty("stdout.encoding");
        return new WatchedOutput(
                new FileOutputStream(FileDescriptor.out),
                encoding == null ? Charset.defaultCharset() : Charset.forName(encoding));
    }

    PrintStream stream() {
        return stream;
    }

    /** Writes what is left; why not all could be written, empty when it could or when nobody wanted more. */
    String fault() {
        stream.flush();
        IOException seen = failure;
        String text = seen == null ? "" : String.valueOf(seen.getMessage());
        return text.contains("Broken pipe") ? "" : text;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
