package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queues that outlive the master: reactions put items in, a schedule takes them out. Salt 3006: runners/queue.py. */
@Module("queue")
public final class QueueRunner {
    private final MasterConfig config;
    private final EventBus bus;

    QueueRunner(MasterConfig config, EventBus bus) {
        this.config = config;
        this.bus = bus;
    }

    private ItemQueues queues(String backend, String function) {
        if (!backend.equals("sqlite")) {
            throw new InvocationError("Function \"" + backend + "." + function + "\" is not available");
        }
        String directory = config.raw()
                .value("sqlite_queue_dir")
                .map(Object::toString)
                .orElse(config.paths().cache().resolve("queues").toString());
        return new ItemQueues(java.nio.file.Path.of(directory));
    }

    @Fn(doc = """
                    Add an item, or a list of items, to a queue; a text instead of True says that one is there already

                    queue: its name
                    items: a text, a map or a list of texts

                    CLI Example:

                        salt-run queue.insert myqueue myitem
                        salt-run queue.insert myqueue "['item1', 'item2']"
                    """)
    public Object insert(String queue, Object items, @Arg(dflt = "'sqlite'") String backend) {
        return queues(backend, "insert").insert(queue, items);
    }

    @Fn(doc = """
                    Remove an item, or a list of items, from a queue

                    CLI Example:

                        salt-run queue.delete myqueue myitem
                    """)
    public boolean delete(String queue, Object items, @Arg(dflt = "'sqlite'") String backend) {
        queues(backend, "delete").delete(queue, items);
        return true;
    }

    @Fn(doc = """
                    Return the names of the queues

                    CLI Example:

                        salt-run queue.list_queues
                    """)
    public List<Object> listQueues(@Arg(dflt = "'sqlite'") String backend) {
        return queues(backend, "list_queues").names();
    }

    @Fn(doc = """
                    Return how many items are in a queue

                    CLI Example:

                        salt-run queue.list_length myqueue
                    """)
    public long listLength(String queue, @Arg(dflt = "'sqlite'") String backend) {
        return queues(backend, "list_length").items(queue).size();
    }

    @Fn(doc = """
                    Return the items in a queue

                    CLI Example:

                        salt-run queue.list_items myqueue
                    """)
    public List<Object> listItems(String queue, @Arg(dflt = "'sqlite'") String backend) {
        return new ArrayList<>(queues(backend, "list_items").items(queue));
    }

    @Fn(doc = """
                    Take items out of a queue and return them

                    quantity: how many, or all
                    is_runner: whether they are calls of runners, which come back as maps

                    CLI Example:

                        salt-run queue.pop myqueue
                        salt-run queue.pop myqueue 6
                        salt-run queue.pop myqueue all
                    """)
    public List<Object> pop(
            String queue,
            @Arg(dflt = "1") Object quantity,
            @Arg(dflt = "'sqlite'") String backend,
            @Arg(dflt = "False") boolean isRunner) {
        return queues(backend, "pop").pop(queue, quantity, isRunner);
    }

    @Fn(doc = """
                    Take items out of a queue and fire them as salt/queue/QUEUE/process, for the reactor

                    quantity: how many, or all

                    CLI Example:

                        salt-run queue.process_queue myqueue
                        salt-run queue.process_queue myqueue all
                    """)
    public Object processQueue(
            String queue,
            @Arg(dflt = "1") Object quantity,
            @Arg(dflt = "'sqlite'") String backend,
            @Arg(dflt = "False") boolean isRunner,
            Call call) {
        Map<String, Object> data = new LinkedHashMap<>();
        try {
            data.put("items", pop(queue, quantity, backend, isRunner));
        } catch (InvocationError e) {
            call.print(String.valueOf(e.getMessage()));
            return false;
        }
        data.put("backend", backend);
        data.put("queue", queue);
        bus.publish(Event.of("salt/queue/" + queue + "/process", new LinkedHashMap<>(data), Origin.MASTER));
        return data;
    }

    /** Salt 3006: the option {@code runner_queue}; its backend is pgjsonb there unless it is given. */
    private String option(String name, @Nullable String given, String dflt) {
        if (given != null) {
            return given;
        }
        Object found =
                config.raw().value("runner_queue").orElse(null) instanceof Map<?, ?> option ? option.get(name) : null;
        return found == null ? dflt : found.toString();
    }

    private String named(@Nullable String given) {
        String queue = option("queue", given, "");
        if (queue.isEmpty()) {
            throw new InvocationError("which queue? Give queue=NAME, or set runner_queue: {queue: NAME} in the master's"
                    + " configuration");
        }
        return queue;
    }

    @Fn(doc = """
                    Put a runner call into a queue, for queue.process_runner

                    fun: the runner's function
                    args, kwargs: its arguments
                    queue, backend: those of the option runner_queue unless they are given

                    CLI Example:

                        salt-run queue.insert_runner test.stdout_print queue=calls
                    """)
    public Object insertRunner(
            String fun,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(dflt = "None") @Nullable Map<String, Object> kwargs,
            @Arg(dflt = "None") @Nullable String queue,
            @Arg(dflt = "None") @Nullable String backend) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("fun", fun);
        data.put("args", args instanceof String text ? List.of(text.split(",")) : args == null ? List.of() : args);
        data.put("kwargs", kwargs == null ? Map.of() : kwargs);
        return insert(named(queue), data, option("backend", backend, "sqlite"));
    }

    @Fn(doc = """
                    Take runner calls out of a queue and run them one after the other

                    quantity: how many, or all

                    CLI Example:

                        salt-run queue.process_runner queue=calls
                        salt-run queue.process_runner 5 queue=calls
                    """)
    public @Nullable Object processRunner(
            @Arg(dflt = "1") Object quantity,
            @Arg(dflt = "None") @Nullable String queue,
            @Arg(dflt = "None") @Nullable String backend,
            Call call) {
        Object data = processQueue(named(queue), quantity, option("backend", backend, "sqlite"), true, call);
        Object items = data instanceof Map<?, ?> map ? map.get("items") : null;
        for (Object item : items instanceof List<?> list ? list : List.of()) {
            if (!(item instanceof Map<?, ?> job) || !(job.get("fun") instanceof String fun)) {
                throw new FunctionError("what is in the queue is no runner call: " + item);
            }
            List<Object> args = job.get("args") instanceof List<?> given ? new ArrayList<>(given) : List.of();
            Map<String, Object> kwargs = new LinkedHashMap<>();
            if (job.get("kwargs") instanceof Map<?, ?> given) {
                given.forEach((key, value) -> kwargs.put(String.valueOf(key), value));
            }
            call.functions().value(args, kwargs, call.nested(fun));
        }
        return null;
    }
}
