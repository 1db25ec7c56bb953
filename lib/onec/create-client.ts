import type { Login } from '../platform/basic-auth.ts';
import type { SendHttp } from '../platform/http.ts';
import type { Log } from '../platform/log.ts';
import { entityAddress, exactAddress, methodAddress, setAddress } from './address.ts';
import type { OnecClient } from './client.ts';
import { OnecObjectMissing, type RequestName } from './errors.ts';
import { listWhole } from './list-pages.ts';
import { createReading } from './reading.ts';
import { textsOfBody } from './sent-texts.ts';
import { createSend, PATIENT, type Timeouts, unreadable } from './transport.ts';
import { createVirtualTables } from './virtual-tables.ts';

export interface OnecClientDeps {
  /** `ONEC_URL`: root of the base's publication, `https://1c.example.ru/ut`. */
  readonly root: string;
  readonly login: Login;
  readonly http: SendHttp;
  readonly log: Log;
  readonly timeouts?: Timeouts;
}

/** A client of one base (contract: {@link OnecClient}; rules: onec-odata A). Between calls it keeps nothing but how the base wants quotes in conditions. */
export function createOnecClient({ root, login, http, log, timeouts = PATIENT }: OnecClientDeps): OnecClient {
  const send = createSend({ login, http, log, timeouts });
  const reading = createReading({ root, send, log });
  const tables = createVirtualTables({ root, send, log });

  async function create<Entity>(set: string, body: object): Promise<Entity> {
    const request: RequestName = { operation: 'create', set };
    const url = exactAddress(setAddress(root, set));
    const entity = await send({ ...request, method: 'POST', url, body, sent: textsOfBody(body) });
    return created(request, entity) as Entity;
  }

  async function update<Entity>(set: string, key: string, changes: object): Promise<Entity> {
    const request: RequestName = { operation: 'update', set };
    const url = exactAddress(entityAddress(root, set, key));
    const sent = textsOfBody(changes);
    const entity = await send({ ...request, method: 'PATCH', url, body: changes, sent });
    if (entity !== undefined) {
      return entity as Entity;
    }
    // A server that answers 204 did write; the caller needs the new DataVersion.
    const written = await reading.read<Entity>(set, key);
    if (written === undefined) {
      throw new OnecObjectMissing(request);
    }
    return written;
  }

  async function call(operation: 'post' | 'unpost', set: string, key: string): Promise<void> {
    const url = methodAddress(root, set, key, operation === 'post' ? 'Post' : 'Unpost');
    await send({ operation, set, method: 'POST', url });
  }

  const list: OnecClient['list'] = ({ set }, query) => reading.list(set, query);
  const count: OnecClient['count'] = ({ set }, filter) => reading.count(set, filter);

  // What comes back is believed to be of the shape that the description promises: 1C's own schema is what it was made of.
  return {
    sets: reading.sets,
    list,
    count,
    listAll: (object, query) => listWhole({ list, count }, object, query),
    listByValues: ({ set }, query) => reading.listByValues(set, query),
    balance: (register, query) => tables.balance(register, query),
    sliceLast: (register, query) => tables.sliceLast(register, query),
    read: ({ set }, key, select) => reading.read(set, key, select),
    create: ({ set }, body) => create(set, body),
    update: ({ set }, key, changes) => update(set, key, changes),
    post: ({ set }, key) => call('post', set, key),
    unpost: ({ set }, key) => call('unpost', set, key),
  };
}

/** The answer to a create, which must name the key of what was made. Records of registers have none. */
function created(request: RequestName, entity: unknown): object {
  const isObject = typeof entity === 'object' && entity !== null;
  if (isObject && ('Ref_Key' in entity || request.set.startsWith('InformationRegister_'))) {
    return entity;
  }
  throw unreadable(request, 'the answer does not name what was created');
}
