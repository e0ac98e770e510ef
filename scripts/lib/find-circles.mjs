// Circles of imports between the files and folders that lie side by side.

/** `imports`: pairs of paths. Each circle with one import for each of its edges. */
export function findCircles(imports) {
  const levels = new Map();
  for (const [from, to] of imports) {
    const [a, b] = [from.split('/'), to.split('/')];
    const depth = a.findIndex((part, i) => part !== b[i]);
    if (depth < 1 || depth >= b.length) continue;
    const folder = a.slice(0, depth).join('/');
    const graph = levels.get(folder) ?? new Map();
    levels.set(folder, graph);
    const edges = graph.get(a[depth]) ?? new Map();
    graph.set(a[depth], edges);
    if (!edges.has(b[depth])) edges.set(b[depth], [from, to]);
  }
  return [...levels].flatMap(([folder, graph]) =>
    components(graph).map((members) => ({
      folder,
      members,
      imports: members.flatMap((from) =>
        [...(graph.get(from) ?? [])]
          .filter(([to]) => members.includes(to))
          .map(([, example]) => example),
      ),
    })),
  );
}

/** Strongly connected parts of more than one member (Tarjan, 1972). */
function components(graph) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of graph.get(node)?.keys() ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    if (members.length > 1) found.push(members);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
