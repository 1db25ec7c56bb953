/** Parameters of a request after PHP's bracket rules: `filter[ids][]=1` is `{ filter: { ids: ['1'] } }`. */
export type Parameters = { readonly [name: string]: ParameterValue };
export type ParameterValue = string | readonly ParameterValue[] | Parameters;

type Node = Map<string, Node | string>;

/**
 * Reads query strings and form bodies as PHP does: brackets nest, `[]` counts up, the last of equal names wins
 * (retailcrm-api 1.1). A map whose keys are 0..n-1 becomes a list.
 */
export function parseParameters(search: URLSearchParams): Parameters {
  const root: Node = new Map();
  for (const [name, value] of search) {
    put(root, keysOf(name), value);
  }
  return toMap(root);
}

/** The value as a text, or undefined if it is absent or a structure. */
export function textOf(value: ParameterValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The nested map of that name; empty if it is absent. */
export function mapOf(value: ParameterValue | undefined): Parameters {
  return typeof value === 'object' && !isList(value) ? value : {};
}

/** The texts of a list parameter; a single text counts as a list of one. */
export function textsOf(value: ParameterValue | undefined): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return isList(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function isList(value: ParameterValue | undefined): value is readonly ParameterValue[] {
  return Array.isArray(value);
}

function keysOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (match === null) {
    return [name];
  }
  const [, head = '', tail = ''] = match;
  return [head, ...[...tail.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)];
}

function put(node: Node, keys: readonly string[], value: string): void {
  const [given = '', ...rest] = keys;
  const key = given === '' ? String(node.size) : given;
  if (rest.length === 0) {
    node.set(key, value);
    return;
  }
  const child = node.get(key);
  const next: Node = child instanceof Map ? child : new Map();
  node.set(key, next);
  put(next, rest, value);
}

function toMap(node: Node): Parameters {
  return Object.fromEntries([...node].map(([key, value]) => [key, toValue(value)]));
}

function toValue(value: Node | string): ParameterValue {
  if (typeof value === 'string') {
    return value;
  }
  const isSequence = [...value.keys()].every((key, index) => key === String(index));
  return isSequence ? [...value.values()].map(toValue) : toMap(value);
}
