import type { CrmDictionaries, CrmSite } from '../crm/dictionaries.ts';
import { currencyLetters } from '../money/currencies.ts';
import type { Settings } from '../settings/schema.ts';
import type { BaseDictionaries, BaseRecord, OwnedRecord } from './base-dictionaries.ts';
import { byName, onlyOne, speakingOf } from './matching.ts';
import type { Remarks } from './remarks.ts';

type Site = Settings['sites'][number];

/** A base that has at least one element of everything that a site must name. */
export interface UsableBase extends BaseDictionaries {
  readonly organization: BaseRecord;
  readonly warehouse: BaseRecord;
  readonly currency: BaseRecord;
}

const ROUBLE = 'RUB';
const NO_ORGANIZATION = '00000000-0000-0000-0000-000000000000';

/** Every site of the account with the organisation that its name, or its seller's, means. */
export const proposeSites = (crm: CrmDictionaries, base: UsableBase, remarks: Remarks): readonly Site[] =>
  crm.sites.map((site, index) => proposeSite(site, `sites[${index}]`, crm, base, remarks));

function proposeSite(
  site: CrmSite,
  path: string,
  crm: CrmDictionaries,
  base: UsableBase,
  remarks: Remarks,
): Site {
  const organization = organizationOf(site, path, base, remarks);
  const money = <Record extends OwnedRecord>(key: string, records: readonly Record[]) =>
    chosen(
      `${path}.${key}`,
      records.filter((record) => record.organization === organization.key),
      remarks,
    );
  const warehouses = crm.stores.flatMap((store) => {
    const warehouse = byName(store.name, base.warehouses);
    return warehouse === undefined ? [] : [{ crm: store.code, onec: warehouse.key }];
  });
  const agreements = base.agreements.filter(
    (agreement) => agreement.organization === organization.key || agreement.organization === NO_ORGANIZATION,
  );
  return {
    code: site.code,
    name: site.name.trim().slice(0, LONGEST_NAME) || site.code,
    organization: organization.key,
    warehouse: warehouses[0]?.onec ?? base.warehouse.key,
    currency: currencyOf(site, path, base, remarks),
    priority: speakingOf(/средн/i, base.priorities)?.key ?? null,
    taxation: 'ПродажаОблагаетсяНДС',
    vatIncluded: true,
    agreement: chosen(`${path}.agreement`, agreements, remarks),
    bankAccount: money('bankAccount', base.bankAccounts),
    cashDesk: money('cashDesk', base.cashDesks),
    terminal: chosen(`${path}.terminal`, base.terminals, remarks),
    deliveryMethod: 'Самовывоз',
    createShipments: true,
    stock: warehouses.length > 0,
    prices: true,
    catalog: true,
    warehouses,
    groups: [],
    newOrders: null,
  };
}

function organizationOf(site: CrmSite, path: string, base: UsableBase, remarks: Remarks): BaseRecord {
  const meant =
    byName(site.legalName ?? '', base.organizations) ??
    byName(site.name, base.organizations) ??
    onlyOne(base.organizations);
  if (meant === undefined) {
    remarks.add(
      `${path}.organization`,
      `По названию магазина и его юридического лица организация не нашлась, взята первая: «${base.organization.name}». Проверьте`,
    );
  }
  return meant ?? base.organization;
}

function currencyOf(site: CrmSite, path: string, base: UsableBase, remarks: Remarks): string {
  const letters = site.currency ?? ROUBLE;
  const meant = base.currencies.find(
    ({ code, name }) => currencyLetters(code) === letters || name === letters,
  );
  if (meant === undefined) {
    remarks.add(`${path}.currency`, `Валюты ${letters} в 1С нет, взята «${base.currency.name}». Проверьте`);
  }
  return (meant ?? base.currency).key;
}

/** The only one there is; of several none, since nothing tells which is meant. */
function chosen(path: string, records: readonly BaseRecord[], remarks: Remarks): string | null {
  if (records.length > 1) {
    const names = records.map(({ name, key }) => `«${name}» ${key}`);
    remarks.add(path, `Подходят несколько, выберите: ${names.slice(0, MOST_NAMED).join('; ')}`);
  }
  return onlyOne(records)?.key ?? null;
}

const MOST_NAMED = 10;

const LONGEST_NAME = 255;
