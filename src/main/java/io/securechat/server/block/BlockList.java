package io.securechat.server.block;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.securechat.server.connection.Peer;
import io.securechat.tls.trust.ClientCertificate;
import io.securechat.tls.x509.CertificateName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All blocks, the oldest first, one for each target. Immutable. */
public final class BlockList {
    /** The most blocks. */
    public static final int MAX = 2_000;

    public static final BlockList EMPTY = new BlockList(List.of());

    private record Network(IpSubnetFilterRule rule, Block block) {}

    private final Map<Target, Block> blocks = new LinkedHashMap<>();
    private final List<Network> networks = new ArrayList<>();

    BlockList(Collection<Block> blocks) {
        for (Block block : blocks) {
            this.blocks.put(block.target(), block);
        }
        for (Block block : this.blocks.values()) {
            if (block.target().kind() == Target.Kind.ADDRESS) {
                networks.add(new Network(rule(block.target().text()), block));
            }
        }
    }

    private static IpSubnetFilterRule rule(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int whole = address.indexOf(':') < 0 ? Integer.SIZE : 2 * Long.SIZE;
        int prefix = slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.REJECT);
    }

    /** Returns the blocks, the oldest first. */
    public List<Block> blocks() {
        return List.copyOf(blocks.values());
    }

    /** Returns the blocks that are not over, the oldest first. */
    public List<Block> at(Instant now) {
        return blocks.values().stream().filter(block -> !block.isOver(now)).toList();
    }

    /** Returns the block of a target that is not over, or null. */
    public @Nullable Block find(Target target, Instant now) {
        Block block = blocks.get(target);
        return block == null || block.isOver(now) ? null : block;
    }

    /** Returns a block that keeps a client out, or null. */
    public @Nullable Block find(Peer peer, Instant now) {
        if (blocks.isEmpty()) {
            return null;
        }
        return Stream.concat(targets(peer.certificate()).map(blocks::get).filter(Objects::nonNull), matching(peer.ip()))
                .filter(block -> !block.isOver(now))
                .findFirst()
                .orElse(null);
    }

    /** A pinned certificate proves no name, but who blocks a name means the holder of a certificate that shows it, too. */
    private static Stream<Target> targets(ClientCertificate certificate) {
        Stream<String> names = certificate.pinned()
                ? CertificateName.commonNames(certificate.chain().get(0)).stream()
                : certificate.name().stream().map(CertificateName::name);
        return Stream.concat(
                Stream.of(new Target(Target.Kind.CERTIFICATE, certificate.fingerprint())), names.map(Target::account));
    }

    private Stream<Block> matching(@Nullable InetAddress address) {
        if (address == null) {
            return Stream.empty();
        }
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return networks.stream()
                .filter(network -> network.rule().matches(socket))
                .map(Network::block);
    }

    /** Returns a list with one more block, in place of an earlier one of the same target. */
    public BlockList with(Block block) {
        List<Block> all = new ArrayList<>(without(block.target()).blocks());
        all.add(block);
        return new BlockList(all);
    }

    /** Returns a list without the block of a target. */
    public BlockList without(Target target) {
        return new BlockList(blocks.values().stream()
                .filter(block -> !block.target().equals(target))
                .toList());
    }

    /** Returns a list without the blocks that are over. */
    BlockList pruned(Instant now) {
        return new BlockList(at(now));
    }

    int size() {
        return blocks.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlockList list && blocks.equals(list.blocks);
    }

    @Override
    public int hashCode() {
        return blocks().hashCode();
    }
}
