package dev.brine.cli.command;

import static dev.brine.cli.option.Option.flag;
import static dev.brine.cli.option.Option.integer;

import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.cli.output.Printout;
import dev.brine.cli.remote.JobSource;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.engine.config.MasterConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code salt-cp}: copies files of this host to minions. */
public final class CopyProgram implements Program {

    @Override
    public String name() {
        return "salt-cp";
    }

    @Override
    public String usage() {
        return "[options] '<target>' SOURCE [SOURCE2 SOURCE3 ...] DEST";
    }

    @Override
    public String description() {
        return "salt-cp copies files from the master to all of the Salt minions that match the\nspecified target.";
    }

    @Override
    public List<String> examples() {
        return List.of("salt-cp '*' motd /etc/motd", "salt-cp -G -C 'os:Debian' site/ /srv/www     a whole directory");
    }

    @Override
    public String configFile() {
        return "master";
    }

    @Override
    public List<OptionHelp.Group> options() {
        return List.of(
                CommonOptions.first(
                        integer("timeout", "-t --timeout", 5L, "Seconds to wait for a minion. Default: 5.")),
                CommonOptions.targets(false),
                CommonOptions.output(),
                CommonOptions.logging("-l --log-level", "/var/log/salt/master"),
                new OptionHelp.Group(
                        "File Options",
                        List.of(
                                flag(
                                        "chunked",
                                        "-C --chunked",
                                        "Copy in pieces: large files, binary files and directories."),
                                flag("no_compression", "-n --no-compression", "Do not compress the pieces."))));
    }

    @Override
    public int run(Invocation invocation) throws UsageError, InterruptedException {
        Parsed line = invocation.line();
        if (line.args().size() < 3) {
            throw new UsageError(
                    "a target, at least one source and a destination are needed:" + " salt-cp '*' motd /etc/motd");
        }
        List<String> sources = line.args().subList(1, line.args().size() - 1);
        String dest = line.args().get(line.args().size() - 1);
        Printout printout = invocation.settings().printout(invocation.shell());
        MasterConfig config = MasterConfig.of(invocation.settings().raw());
        JobCommand command = JobCommand.none(line);
        try (MasterDoor door = MasterDoor.open(config, invocation.shell().requester());
                JobSource bus = JobSource.open(door, tag -> tag.startsWith("salt/job/"))) {
            JobRunner runner = new JobRunner(door, invocation, command, printout);
            FileCopy copy = new FileCopy(
                    runner, bus, command.target(), invocation.shell().directory());
            long piece = config.raw().value("salt_cp_chunk_size").orElse(98_304L) instanceof Number size
                    ? size.longValue()
                    : 98_304L;
            Map<String, Object> result = line.flag("chunked")
                    ? copy.inPieces(sources, dest, (int) piece, !line.flag("no_compression"))
                    : copy.atOnce(sources, dest);
            printout.print(result, "");
            return result.isEmpty() ? Exit.NO_RETURN : Exit.OK;
        } catch (MasterUnreachable e) {
            printout.line(String.valueOf(e.getMessage()));
            invocation.shell().hint(Hints.unreachable(e, config));
            return Exit.NO_RETURN;
        } catch (FileCopy.Unusable e) {
            invocation.shell().err().println(e.getMessage());
            return e.exit();
        } catch (IOException e) {
            invocation.shell().err().println("salt-cp: " + e.getMessage());
            return Exit.GENERIC;
        }
    }
}
