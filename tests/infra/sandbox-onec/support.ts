import { type SandboxOptions, startSandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import { makeShop } from '../../../infra/sandbox/shop/make-shop.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { basicAuthorization } from '../../../lib/platform/basic-auth.ts';

export const shop = makeShop();
/** Seeds ten times faster: most tests need one good. */
const smallShop = { ...shop, goods: shop.goods.slice(0, 40) };
export const ORDERS = 'Document_ЗаказКлиента';
export const EMPTY_KEY = '00000000-0000-0000-0000-000000000000';
/** Noon of 10 January 2026 in Moscow. */
const NOON = Date.parse('2026-01-10T09:00:00Z');

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly json: Record<string, unknown>;
  /** Code of an OData error. */
  readonly code: string | undefined;
}

export interface Call {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A sandbox with a stopped clock, and a way to speak OData to it that shares no code with the bridge's client. */
export async function startBase(options: Partial<SandboxOptions> = {}) {
  const onec = await startSandboxOnec({
    shop: smallShop,
    release: release11520,
    clock: { now: () => NOON },
    ...options,
  });
  const call = async (method: string, path: string, { body, query, headers }: Call = {}): Promise<Reply> => {
    const parameters = Object.entries(query ?? {}).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    const search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
    const response = await fetch(`${onec.url}/odata/standard.odata/${path}${search}`, {
      method,
      headers: {
        authorization: basicAuthorization(onec.login),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = readJson(bytes);
    const error = json['odata.error'] as { code: string } | undefined;
    return { status: response.status, headers: response.headers, bytes, json, code: error?.code };
  };
  return {
    ...onec,
    call,
    /** Creates an entity, expecting success; its key. */
    async create(set: string, body: unknown): Promise<string> {
      const reply = await call('POST', set, { body });
      if (reply.status !== 201) {
        throw new Error(`${reply.status} ${JSON.stringify(reply.json)}`);
      }
      return String(reply.json.Ref_Key);
    },
    post: (key: string) =>
      call('POST', `${ORDERS}(guid'${key}')/Post`, { query: { PostingModeOperational: 'false' } }),
    unpost: (key: string) => call('POST', `${ORDERS}(guid'${key}')/Unpost`),
    read: (set: string, key: string) => call('GET', `${set}(guid'${key}')`),
    patch: (set: string, key: string, body: unknown) => call('PATCH', `${set}(guid'${key}')`, { body }),
    /** Keys found by a condition. */
    async find(set: string, filter: string): Promise<string[]> {
      const reply = await call('GET', set, { query: { $filter: filter, $select: 'Ref_Key' } });
      if (reply.status !== 200) {
        throw new Error(`${reply.status} ${JSON.stringify(reply.json)}`);
      }
      return values(reply).map((entity) => String(entity.Ref_Key));
    },
    [Symbol.asyncDispose]: () => onec.close(),
  };
}

export type TestBase = Awaited<ReturnType<typeof startBase>>;

export const values = (reply: Reply): Record<string, unknown>[] =>
  reply.json.value as Record<string, unknown>[];

export const rows = (entity: Record<string, unknown>, table = 'Товары'): Record<string, unknown>[] =>
  entity[table] as Record<string, unknown>[];

/** The first of a list that a test cannot do without. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) {
    throw new Error('the list is empty');
  }
  return item;
}

export const site = first(shop.sites);
export const person = first(shop.knownPeople);
/** A piece good that lies in the site's warehouse. */
export const good = first(
  smallShop.goods.filter(
    ({ unit, characteristics, stock }) =>
      unit === 'шт' && characteristics.length === 0 && (stock[site.warehouse.key] ?? 0) >= 5,
  ),
);

/** A row as the bridge sends it (ut-filling 2.1): 2 × 100 less 10, 20 % VAT inside. */
export function orderRow(line: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    LineNumber: String(line),
    Номенклатура_Key: good.key,
    КоличествоУпаковок: 2,
    Количество: 2,
    Цена: 100,
    Сумма: 190,
    СуммаНДС: 31.67,
    СуммаСНДС: 190,
    СтавкаНДС_Key: good.vatRate.key,
    Склад_Key: site.warehouse.key,
    ВариантОбеспечения: 'Отгрузить',
    ДатаОтгрузки: '2026-01-12T00:00:00',
    Отменено: false,
    ...changes,
  };
}

/** An order as the bridge sends it (ut-filling 2.1). */
export function orderBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Date: '2026-01-10T12:00:00',
    ХозяйственнаяОперация: 'РеализацияКлиенту',
    Статус: 'КОбеспечению',
    Партнер_Key: person.partnerKey,
    Контрагент_Key: person.counterpartyKey,
    Организация_Key: site.organization.key,
    Соглашение_Key: site.agreement.key,
    Валюта_Key: shop.currency.key,
    Склад_Key: site.warehouse.key,
    ЦенаВключаетНДС: true,
    НалогообложениеНДС: 'ПродажаОблагаетсяНДС',
    НеОтгружатьЧастями: false,
    СкидкиРассчитаны: true,
    НомерПоДаннымКлиента: '1234A',
    ДатаПоДаннымКлиента: '2026-01-10T00:00:00',
    Товары: [orderRow(1)],
    ...changes,
  };
}

/** A row as UT 11.4 wants it. */
export function oldRow(line: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { СтавкаНДС_Key: _, ...row } = orderRow(line);
  return { ...row, СтавкаНДС: 'НДС20', ...changes };
}

/** A payment stage of the whole order, as UT 11.4 wants it. */
export const stage = (line: number, changes: Record<string, unknown> = {}) => ({
  LineNumber: String(line),
  ВариантОплаты: 'КредитПослеОтгрузки',
  ДатаПлатежа: '2026-01-12T00:00:00',
  ПроцентПлатежа: 100,
  СуммаПлатежа: 190,
  ...changes,
});

/** An order as UT 11.4 wants it. */
export const oldBody = (changes: Record<string, unknown> = {}) =>
  orderBody({ Товары: [oldRow(1)], ЭтапыГрафикаОплаты: [stage(1)], ...changes });

function readJson(bytes: Buffer): Record<string, unknown> {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
}
