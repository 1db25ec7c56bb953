import type { CrmDictionaries, CrmRecord } from '../crm/dictionaries.ts';
import type { Preset } from '../settings/presets.ts';
import type { Settings } from '../settings/schema.ts';
import type { BaseDictionaries } from './base-dictionaries.ts';
import { byName, onlyOne } from './matching.ts';
import type { Remarks } from './remarks.ts';

type Statuses = Pick<Settings, 'statuses' | 'states' | 'itemStatuses'> & {
  readonly codes: Pick<Settings['codes'], 'orderCancelled'>;
};

/** The preset's tables without the rows whose code the account does not have, and what that leaves open. */
export function proposeStatuses(preset: Preset, crm: CrmDictionaries, remarks: Remarks): Statuses {
  const known = new Set(crm.statuses.map(({ code }) => code));
  const knownItems = new Set(crm.itemStatuses.map(({ code }) => code));
  const statuses = preset.statuses.filter((row) => known.has(row.crm));
  const open = crm.statuses.filter(({ code }) => !statuses.some((row) => row.crm === code));
  const cancelling = open.filter(({ group }) => group === CANCEL_GROUP);
  say(
    remarks,
    'statuses',
    'Статусов набора нет в RetailCRM, строки пропущены',
    absent(preset.statuses, known),
  );
  say(
    remarks,
    'statuses',
    'В этих статусах заказы не загружаются, пока вы не добавите строки',
    codesOf(open),
  );
  say(remarks, 'statuses', 'Из них отменяют заказ (добавьте строки с "cancel": true)', codesOf(cancelling));
  say(
    remarks,
    'itemStatuses',
    'Статусов товаров набора нет в RetailCRM',
    absent(preset.itemStatuses, knownItems),
  );
  const { orderCancelled } = preset.codes;
  return {
    statuses,
    states: preset.states.filter((row) => known.has(row.crm)),
    itemStatuses: preset.itemStatuses.filter((row) => knownItems.has(row.crm)),
    codes: {
      orderCancelled: known.has(orderCancelled) ? orderCancelled : (cancelling[0]?.code ?? orderCancelled),
    },
  };
}

const CANCEL_GROUP = 'cancel';

const absent = (rows: readonly { readonly crm: string }[], known: ReadonlySet<string>): readonly string[] =>
  rows.map(({ crm }) => crm).filter((code) => !known.has(code));

const codesOf = (records: readonly { readonly code: string }[]): readonly string[] =>
  records.map(({ code }) => code);

function say(remarks: Remarks, path: string, sentence: string, codes: readonly string[]): void {
  if (codes.length > 0) {
    remarks.add(path, `${sentence}: ${codes.join(', ')}`);
  }
}

/** Managers and users of one name; ids alone are told of the others (design, principle 9). */
export function proposeManagers(
  crm: CrmDictionaries,
  base: BaseDictionaries,
  remarks: Remarks,
): Settings['managers'] {
  const matched = crm.managers.map(({ id, name }) => ({ id, user: byName(name, base.users) }));
  const open = matched.filter(({ user }) => user === undefined).map(({ id }) => String(id));
  say(remarks, 'managers', 'Пользователи 1С не нашлись для менеджеров RetailCRM с id', open);
  return matched.flatMap(({ id, user }) => (user === undefined ? [] : [{ crm: id, onec: user.key }]));
}

/** Price types of the account and kinds of prices of one name. */
export function proposePriceTypes(
  crm: CrmDictionaries,
  base: BaseDictionaries,
  remarks: Remarks,
): Settings['prices']['types'] {
  const matched = crm.priceTypes.map(({ code, name }) => ({ code, kind: byName(name, base.priceKinds) }));
  const open = matched.filter(({ kind }) => kind === undefined);
  say(remarks, 'prices.types', 'Виды цен 1С не нашлись для типов цен', codesOf(open));
  return matched.flatMap(({ code, kind }) => (kind === undefined ? [] : [{ crm: code, onec: kind.key }]));
}

type Payment = Settings['payments'][number];

const CASH = /cash|налич/i;
const CARD = /card|acquir|e-money|карт|эквайр|электрон/i;
const BANK = /bank|transfer|invoice|безнал|перевод|сч[её]т/i;

/** Payment types by what their code and name say, as far as the sites have a place for such money. */
export function proposePayments(
  crm: CrmDictionaries,
  sites: Settings['sites'],
  remarks: Remarks,
): readonly Payment[] {
  const rows = crm.paymentTypes.map((type) => ({ ...type, document: documentOf(type, sites) }));
  say(
    remarks,
    'payments',
    'Документ 1С не выбран для типов оплаты (или магазинам не указаны касса, счёт, терминал)',
    codesOf(rows.filter(({ document }) => document === undefined)),
  );
  return rows.flatMap(({ code, document }) =>
    document === undefined ? [] : [{ crm: code, document, export: true }],
  );
}

function documentOf({ code, name }: CrmRecord, sites: Settings['sites']): Payment['document'] | undefined {
  const says = (what: RegExp) => what.test(code) || what.test(name);
  const has = (place: 'cashDesk' | 'bankAccount' | 'terminal') => sites.some((site) => site[place] !== null);
  if (says(CASH) && !says(CARD)) {
    return has('cashDesk') ? 'cashReceipt' : undefined;
  }
  if (says(CARD)) {
    return has('terminal') ? 'cardPayment' : undefined;
  }
  return says(BANK) && has('bankAccount') ? 'bankReceipt' : undefined;
}

const SELF = /self|pickup|самовывоз/i;
const COURIER = /courier|курьер/i;

/** Delivery types by what their code and name say. */
export function proposeDeliveries(crm: CrmDictionaries, remarks: Remarks): Settings['deliveries'] {
  const rows = crm.deliveryTypes.map(({ code, name }) => ({ code, method: methodOf(`${code} ${name}`) }));
  say(
    remarks,
    'deliveries',
    'Способ доставки 1С не выбран для типов доставки',
    codesOf(rows.filter(({ method }) => method === undefined)),
  );
  return rows.flatMap(({ code, method }) =>
    method === undefined ? [] : [{ crm: code, method, carrier: null }],
  );
}

function methodOf(words: string): Settings['deliveries'][number]['method'] | undefined {
  if (SELF.test(words)) {
    return 'Самовывоз';
  }
  return COURIER.test(words) ? 'ДоКлиента' : undefined;
}

/** Stores that no warehouse answers to by name. */
export function remarkOnStores(crm: CrmDictionaries, base: BaseDictionaries, remarks: Remarks): void {
  const open = crm.stores.filter(({ name }) => byName(name, base.warehouses) === undefined);
  say(remarks, 'sites[].warehouses', 'Склады 1С не нашлись для складов RetailCRM', codesOf(open));
}

/** The group that new partners get: the only one there is. */
export const proposeAccessGroup = ({ accessGroups }: BaseDictionaries): string | null =>
  onlyOne(accessGroups)?.key ?? null;
