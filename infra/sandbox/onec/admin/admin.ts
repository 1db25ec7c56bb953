import * as z from 'zod/mini';
import { parseRules } from '../faults/rules.ts';
import type { Answer } from '../odata/answer.ts';
import { ODataFault } from '../odata/fault.ts';
import type { usualSwitches } from '../switches.ts';
import { type Control, UnknownEntity } from './control.ts';

const Properties = z.record(z.string(), z.unknown());
const Stock = z.strictObject({
  item: z.string(),
  characteristic: z.optional(z.string()),
  warehouse: z.string(),
  units: z.number(),
});
const SwitchChanges = z.partial(
  z.strictObject({
    keepClientKeys: z.boolean(),
    keepRowIds: z.boolean(),
    textComparison: z.enum(['ignoreCase', 'exact']),
    postStatus: z.union([z.literal(200), z.literal(204)]),
    maxAddressLength: z.int(),
    automaticDiscounts: z.boolean(),
    extendedOrders: z.boolean(),
    closeOnlyShipped: z.boolean(),
    closeOnlyPaid: z.boolean(),
    delivery: z.enum(['none', '2.0', '2.5']),
    closedUntil: z.string(),
    conditionQuotes: z.enum(['either', 'doubled', 'plain']),
    referencePaths: z.enum(['everywhere', 'filtersOnly', 'nowhere']),
    lazyStates: z.boolean(),
  } satisfies Record<keyof typeof usualSwitches, unknown>),
);

type Handler = (parts: readonly string[], body: () => unknown) => unknown;

/** The sandbox's own addresses, below `/sandbox/`; the README beside lists them. */
export function createAdmin(control: Control): (method: string, path: string, body: string) => Answer {
  const handlers = makeHandlers(control);
  return (method, path, body) => {
    const [resource = '', ...parts] = path.split('/').map((part) => decodeURIComponent(part));
    const handler = handlers[`${method} ${resource}`];
    if (handler === undefined) {
      return json(404, { error: `no ${method} /sandbox/${resource}` });
    }
    try {
      return json(200, handler(parts, () => JSON.parse(body)) ?? {});
    } catch (error) {
      return errorAnswer(error);
    }
  };
}

function makeHandlers(control: Control): Readonly<Record<string, Handler | undefined>> {
  return {
    'GET requests': () => ({ counts: control.requests.counts(), requests: control.requests.list() }),
    'DELETE requests': () => control.requests.clear(),
    'GET damage': () => control.damage,
    'DELETE damage': () => {
      control.damage.length = 0;
    },
    'GET faults': () => control.faults.list(),
    'POST faults': (_, body) => control.faults.add(...parseRules(body())),
    'DELETE faults': () => control.faults.clear(),
    'GET switches': () => control.switches,
    'PATCH switches': (_, body) => Object.assign(control.switches, SwitchChanges.parse(body())),
    'GET entities': ([set = '', key]) =>
      key === undefined ? control.entities(set) : demand(control, set, key),
    'PUT entities': ([set = '', key = ''], body) => control.put(set, key, Properties.parse(body())),
    'PATCH entities': ([set = '', key = ''], body) => control.patch(set, key, Properties.parse(body())),
    'DELETE entities': ([set = '', key = '']) => control.remove(set, key),
    'POST entities': ([set = '', key = '', method]) => {
      if (method !== 'post' && method !== 'unpost') {
        throw new UnknownEntity(`the action ${method}`);
      }
      return control[method](set, key);
    },
    'POST orders': ([key = '', method]) => {
      if (method !== 'close') {
        throw new UnknownEntity(`the action ${method}`);
      }
      return control.closeOrder(key);
    },
    'PUT stock': (_, body) => {
      const { item, warehouse, units, characteristic } = Stock.parse(body());
      control.setStock(item, warehouse, units, characteristic);
    },
    'POST states': () => control.refreshStates(),
  };
}

function demand(control: Control, set: string, key: string): unknown {
  const entity = control.entity(set, key);
  if (entity === undefined) {
    throw new UnknownEntity(`${set}(${key})`);
  }
  return entity;
}

function errorAnswer(error: unknown): Answer {
  if (error instanceof UnknownEntity) {
    return json(404, { error: error.message });
  }
  if (error instanceof ODataFault) {
    return json(409, { error: error.message, code: error.code });
  }
  if (error instanceof z.core.$ZodError || error instanceof SyntaxError || error instanceof TypeError) {
    return json(400, { error: error.message });
  }
  throw error;
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}
