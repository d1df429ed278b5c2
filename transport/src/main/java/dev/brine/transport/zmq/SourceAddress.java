package dev.brine.transport.zmq;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import zmq.Options;
import zmq.io.net.Address;
import zmq.io.net.SelectorProviderChooser;

/**
 * Gives outgoing connections a source address (Salt: source_address). JeroMQ parses the
 * {@code destination;source} form of an endpoint but ignores the source, so it gets channels that are
 * bound already.
 */
final class SourceAddress extends SelectorProvider implements SelectorProviderChooser {

    private final SelectorProvider system = SelectorProvider.provider();
    private final String ip;

    SourceAddress(String ip) {
        this.ip = ip;
    }

    @Override
    public SelectorProvider choose(Address.IZAddress address, Options options) {
        return this;
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        SocketChannel channel = system.openSocketChannel();
        try {
            channel.bind(new InetSocketAddress(ip, 0));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot connect from source address " + ip, e);
        }
        return channel;
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return system.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return system.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return system.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return system.openSelector();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return system.openServerSocketChannel();
    }
}
