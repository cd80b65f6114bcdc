type Tree = Map<string, string | Tree>;

/**
 * The parameters of an AWS query request as plain data: `Tags.member.1.Key=a` becomes `{ Tags: [{ Key: 'a' }] }`,
 * `Attributes.entry.1.key=a&Attributes.entry.1.value=b` becomes `{ Attributes: { a: 'b' } }`.
 *
 * The protocol has no types: every scalar stays a string, and an empty list, sent as `Tags=`, arrives as `''`.
 */
export function parseQueryInput(parameters: URLSearchParams): Record<string, unknown> {
  const root: Tree = new Map();
  for (const [name, value] of parameters) {
    insert(root, name.split('.'), value);
  }
  return Object.fromEntries([...root].map(([name, tree]) => [name, dataOf(tree)]));
}

function insert(tree: Tree, [name = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const existing = tree.get(name);
  const branch: Tree = existing instanceof Map ? existing : new Map();
  tree.set(name, branch);
  insert(branch, rest, value);
}

function dataOf(tree: string | Tree): unknown {
  if (typeof tree === 'string') {
    return tree;
  }
  const members = numbered(tree, 'member');
  if (members) {
    return members.map(dataOf);
  }
  const entries = numbered(tree, 'entry');
  if (entries) {
    return Object.fromEntries(entries.map(keyAndValue));
  }
  return Object.fromEntries([...tree].map(([name, branch]) => [name, dataOf(branch)]));
}

/** The branches below `marker`, by their number, if there is nothing beside it. */
function numbered(tree: Tree, marker: string): (string | Tree)[] | undefined {
  const list = tree.size === 1 ? tree.get(marker) : undefined;
  if (!(list instanceof Map) || ![...list.keys()].every((key) => /^\d+$/.test(key))) {
    return undefined;
  }
  return [...list].sort(([one], [other]) => Number(one) - Number(other)).map(([, branch]) => branch);
}

function keyAndValue(entry: string | Tree): [string, unknown] {
  if (typeof entry === 'string') {
    return [entry, ''];
  }
  const key = entry.get('key');
  return [typeof key === 'string' ? key : '', dataOf(entry.get('value') ?? '')];
}
