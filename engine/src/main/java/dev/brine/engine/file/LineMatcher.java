package dev.brine.engine.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what two lists of lines have in common: the longest common block, then the same left and right of it.
 *
 * <p>This is the matching of Python's difflib (Ratcliff and Obershelp), with its rule that in lists of 200 lines or more a line
 * that makes up over one per cent is not looked for; so differences are cut where Salt's users know them to be.
 */
final class LineMatcher {
    private static final int POPULAR_FROM = 200;

    private final List<String> a;
    private final List<String> b;
    private final Map<String, List<Integer>> places = new HashMap<>();

    LineMatcher(List<String> a, List<String> b) {
        this.a = a;
        this.b = b;
        for (int i = 0; i < b.size(); i++) {
            places.computeIfAbsent(b.get(i), k -> new ArrayList<>()).add(i);
        }
        if (b.size() >= POPULAR_FROM) {
            int most = b.size() / 100 + 1;
            places.values().removeIf(found -> found.size() > most);
        }
    }

    /** Lines a1 to a2 of the one against b1 to b2 of the other: equal, or replaced. */
    record Edit(boolean equal, int a1, int a2, int b1, int b2) {}

    private record Block(int a, int b, int size) {}

    private record Area(int a1, int a2, int b1, int b2) {}

    List<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        int i = 0;
        int j = 0;
        for (Block block : blocks()) {
            if (i < block.a || j < block.b) {
                edits.add(new Edit(false, i, block.a, j, block.b));
            }
            i = block.a + block.size;
            j = block.b + block.size;
            if (block.size > 0) {
                edits.add(new Edit(true, block.a, i, block.b, j));
            }
        }
        return edits;
    }

    private List<Block> blocks() {
        List<Block> found = new ArrayList<>();
        Deque<Area> areas = new ArrayDeque<>();
        areas.push(new Area(0, a.size(), 0, b.size()));
        while (!areas.isEmpty()) {
            Area area = areas.pop();
            Block block = longest(area);
            if (block.size > 0) {
                found.add(block);
                if (area.a1 < block.a && area.b1 < block.b) {
                    areas.push(new Area(area.a1, block.a, area.b1, block.b));
                }
                if (block.a + block.size < area.a2 && block.b + block.size < area.b2) {
                    areas.push(new Area(block.a + block.size, area.a2, block.b + block.size, area.b2));
                }
            }
        }
        found.sort((x, y) -> x.a != y.a ? Integer.compare(x.a, y.a) : Integer.compare(x.b, y.b));
        return joined(found);
    }

    /** Blocks that touch are one; an empty block ends the list. */
    private List<Block> joined(List<Block> blocks) {
        List<Block> joined = new ArrayList<>();
        Block open = new Block(0, 0, 0);
        for (Block block : blocks) {
            if (open.a + open.size == block.a && open.b + open.size == block.b) {
                open = new Block(open.a, open.b, open.size + block.size);
            } else {
                if (open.size > 0) {
                    joined.add(open);
                }
                open = block;
            }
        }
        if (open.size > 0) {
            joined.add(open);
        }
        joined.add(new Block(a.size(), b.size(), 0));
        return joined;
    }

    private Block longest(Area area) {
        int bestA = area.a1;
        int bestB = area.b1;
        int size = 0;
        Map<Integer, Integer> lengths = Map.of();
        for (int i = area.a1; i < area.a2; i++) {
            Map<Integer, Integer> next = new HashMap<>();
            for (int j : places.getOrDefault(a.get(i), List.of())) {
                if (j < area.b1) {
                    continue;
                }
                if (j >= area.b2) {
                    break;
                }
                int length = lengths.getOrDefault(j - 1, 0) + 1;
                next.put(j, length);
                if (length > size) {
                    bestA = i - length + 1;
                    bestB = j - length + 1;
                    size = length;
                }
            }
            lengths = next;
        }
        // lines that are not looked for may still continue a block
        while (bestA > area.a1 && bestB > area.b1 && a.get(bestA - 1).equals(b.get(bestB - 1))) {
            bestA--;
            bestB--;
            size++;
        }
        while (bestA + size < area.a2
                && bestB + size < area.b2
                && a.get(bestA + size).equals(b.get(bestB + size))) {
            size++;
        }
        return new Block(bestA, bestB, size);
    }
}
