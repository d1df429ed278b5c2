package dev.brine.engine.master;

import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.transport.channel.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code _minion_event}: puts what a minion fires on the bus.
 *
 * <p>Salt 3006: daemons/masterapi.py {@code _minion_event}. One event: the whole load is its data. A list ({@code events}): each
 * has its own data. An event whose tag is not the minion's to fire, or that is beyond its budget, is left out; the minion is
 * answered as if nothing were, so that it does not try again. The answer goes out when all events are kept.
 */
final class MinionEventHandler implements MinionCommand {
    private static final int MAX_EVENTS = 1000;

    private final EventBus bus;
    private final TagRules rules;
    private final EventBudget budget;
    private final Complaints complaints;

    MinionEventHandler(EventBus bus, TagRules rules, EventBudget budget, Complaints complaints) {
        this.bus = bus;
        this.rules = rules;
        this.budget = budget;
        this.complaints = complaints;
    }

    @Override
    public CompletionStage<Reply> handle(MinionCall call) {
        Data load = call.load();
        if (load.value("pretag") != null) {
            complaints.say(
                    call.id().value(),
                    "minion {} wants tags put behind a prefix; only syndics may: left out",
                    call.id());
        }
        List<CompletionStage<Void>> kept = new ArrayList<>();
        if (load.value("events") instanceof List<?> events) {
            fireAll(call, events, kept);
        } else if (load.value("tag") instanceof String tag) {
            fire(call, tag, single(load), kept);
        }
        return Replies.nilAfter(CompletableFuture.allOf(
                kept.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new)));
    }

    private void fireAll(MinionCall call, List<?> events, List<CompletionStage<Void>> kept) {
        if (events.size() > MAX_EVENTS) {
            complaints.say(
                    call.id().value(),
                    "minion {} fired {} events at once; the first {} are taken",
                    call.id(),
                    events.size(),
                    MAX_EVENTS);
        }
        for (Object item : events.subList(0, Math.min(events.size(), MAX_EVENTS))) {
            if (item instanceof Map<?, ?> event && event.get("tag") instanceof String tag) {
                Map<String, Object> data = new LinkedHashMap<>();
                if (event.get("data") instanceof Map<?, ?> sent) {
                    data.putAll(Data.asMap("data", sent));
                } else {
                    data.put("data", event.get("data"));
                }
                data.put("id", call.id().value());
                fire(call, tag, data, kept);
            }
        }
    }

    /** Salt's data of a single event: the load itself. */
    private static Map<String, Object> single(Data load) {
        Map<String, Object> data = new LinkedHashMap<>(load.all());
        data.remove("sig");
        data.remove("user");
        return data;
    }

    private void fire(MinionCall call, String tag, Map<String, Object> data, List<CompletionStage<Void>> kept) {
        if (!rules.allows(call.id(), tag)) {
            complaints.say(
                    call.id().value(),
                    "minion {} may not fire '{}': left out (minion_event_allow can allow more)",
                    call.id(),
                    tag.replaceAll("[^\\x21-\\x7e]", "?").substring(0, Math.min(tag.length(), 100)));
            return;
        }
        if (!budget.take(call.id())) {
            complaints.say(
                    "budget of " + call.id().value(),
                    "minion {} fires more than {} events a second (minion_event_rate): the rest is left out",
                    call.id(),
                    budget.rate());
            return;
        }
        data.keySet().removeIf(key -> key.startsWith("__"));
        kept.add(bus.publish(Event.of(tag, data, Origin.minion(call.id().value()))));
    }
}
