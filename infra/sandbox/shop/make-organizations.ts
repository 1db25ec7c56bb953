import type {
  Agreement,
  Named,
  Organization,
  OwnedByOrganization,
  Shop,
  Site,
  User,
  Warehouse,
} from './shop.ts';
import { completeInn } from './tax-id.ts';

/** Makes the key of a record of `kind` (`organization`, `good` …) from the parts that name it. */
export type MakeKey = (kind: string, ...parts: readonly (string | number)[]) => string;

type OrganizationsAndSites = Pick<
  Shop,
  | 'organizations'
  | 'warehouses'
  | 'departments'
  | 'users'
  | 'agreements'
  | 'cashDesks'
  | 'bankAccounts'
  | 'terminals'
  | 'sites'
>;

/** Two organisations, each with its own site, agreement, cash desk, bank account and card terminal. */
export function makeOrganizations(makeKey: MakeKey): OrganizationsAndSites {
  const company: Organization = {
    key: makeKey('organization', 'company'),
    name: 'ООО "Торговый дом Образец"',
    prefix: 'ТД',
    inn: completeInn('770000001'),
    kind: 'ЮридическоеЛицо',
  };
  const entrepreneur: Organization = {
    key: makeKey('organization', 'entrepreneur'),
    name: 'ИП Примеров П. П.',
    prefix: 'ИП',
    inn: completeInn('7700000002'),
    kind: 'ИндивидуальныйПредприниматель',
  };
  const [main, second, outlet] = makeWarehouses(makeKey);
  const departments = namedRecords(makeKey, 'department', ['Интернет-магазин', 'Розничные продажи']);
  const companyAgreement = makeAgreement(
    makeKey,
    company,
    'Типовое соглашение: интернет-магазин',
    'ПоЗаказам',
  );
  const entrepreneurAgreement = makeAgreement(
    makeKey,
    entrepreneur,
    'Типовое соглашение: розничный сайт',
    'ПоЗаказамНакладным',
  );
  const both = [company, entrepreneur];
  const sites: Site[] = [
    {
      code: 'shop1',
      name: 'Интернет-магазин',
      organization: company,
      warehouse: main,
      agreement: companyAgreement,
      vatIncluded: true,
    },
    {
      code: 'shop2',
      name: 'Мастерская и кухня',
      organization: entrepreneur,
      warehouse: second,
      agreement: entrepreneurAgreement,
      vatIncluded: true,
    },
  ];
  return {
    organizations: both,
    warehouses: [main, second, outlet],
    departments,
    users: makeUsers(makeKey, departments),
    agreements: [companyAgreement, entrepreneurAgreement],
    cashDesks: ownedByEach(makeKey, 'cashDesk', both, 'Касса'),
    bankAccounts: ownedByEach(makeKey, 'bankAccount', both, 'Расчетный счет'),
    terminals: ownedByEach(makeKey, 'terminal', both, 'Терминал'),
    sites,
  };
}

/** One record per name, keyed by the kind and the name. */
export function namedRecords(makeKey: MakeKey, kind: string, names: readonly string[]): Named[] {
  return names.map((name) => ({ key: makeKey(kind, name), name }));
}

function makeWarehouses(makeKey: MakeKey): [Warehouse, Warehouse, Warehouse] {
  const warehouse = (storeCode: string, name: string): Warehouse => ({
    key: makeKey('warehouse', storeCode),
    name,
    storeCode,
  });
  return [
    warehouse('main', 'Основной склад'),
    warehouse('second', 'Склад на Учебной'),
    warehouse('outlet', 'Распродажа'),
  ];
}

function makeAgreement(
  makeKey: MakeKey,
  organization: Organization,
  name: string,
  settlementOrder: Agreement['settlementOrder'],
): Agreement {
  return { key: makeKey('agreement', name), name, organization, typical: true, settlementOrder };
}

const USER_NAMES = [
  'Менеджерова Анна',
  'Продавцов Игорь',
  'Операторова Юлия',
  'Складской Антон',
  'Кассирова Нина',
];
const FIRST_CRM_USER = 7;

function makeUsers(makeKey: MakeKey, departments: readonly Named[]): User[] {
  return USER_NAMES.flatMap((name, index) => {
    const department = departments[index % departments.length];
    return department === undefined
      ? []
      : [{ key: makeKey('user', name), name, crmId: FIRST_CRM_USER + index, department }];
  });
}

function ownedByEach(
  makeKey: MakeKey,
  kind: string,
  organizations: readonly Organization[],
  name: string,
): OwnedByOrganization[] {
  return organizations.map((organization) => ({
    key: makeKey(kind, organization.prefix),
    name: `${name} ${organization.prefix}`,
    organization,
  }));
}
