import { договорыКонтрагентов, соглашенияСКлиентами } from '../../../onec/ut/objects/agreements.ts';
import { crm, onec, rule, setting } from '../../../writes/sources.ts';

/** The form of payment of an order without an agreement that says another one. */
export const CASH = 'Наличная';

/** Where the values of a header come from. */
export const FROM = {
  createdAt: crm('createdAt'),
  number: crm('number'),
  shipmentDate: crm('shipmentDate'),
  comments: crm('customerComment, managerComment, customFields'),
  organization: setting('sites[].organization'),
  currency: setting('sites[].currency'),
  taxation: setting('sites[].taxation'),
  vatIncluded: setting('sites[].vatIncluded'),
  priority: setting('sites[].priority'),
  siteDelivery: setting('sites[].deliveryMethod'),
  warehouse: setting('sites[].warehouse'),
  warehouses: setting('sites[].warehouses[]'),
  bankAccount: setting('sites[].bankAccount'),
  cashDesk: setting('sites[].cashDesk'),
  status: setting('statuses[].onec'),
  cancel: setting('statuses[].cancel'),
  orderUse: setting('orderUse'),
  managers: setting('managers[]'),
  defaultUser: setting('defaultUser'),
  department: onec('Catalog_Пользователи'),
  agreement: onec(соглашенияСКлиентами.set),
  contract: onec(договорыКонтрагентов.set),
  ofNew: rule('I-51'),
  always: rule('original-import 6.2'),
} as const;
