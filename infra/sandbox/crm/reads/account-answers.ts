import type { Shop } from '../../shop/shop.ts';
import type { Json } from '../json.ts';
import type { Parameters } from '../parameters.ts';
import { textOf, textsOf } from '../parameters.ts';
import { badInput } from '../refusal.ts';
import { filterOf, pageOf } from './pagination.ts';

/** Body of `GET /api/credentials`: rights of the key (retailcrm-api 5). */
export function credentialsAnswer(): Json {
  return {
    scopes: [
      'order_read',
      'order_write',
      'customer_read',
      'customer_write',
      'reference_read',
      'reference_write',
    ],
    credentials: ['/api/orders', '/api/orders/create', '/api/orders/history', '/api/orders/{externalId}'],
    siteAccess: 'access_full',
  };
}

/** Body of `GET /api/v5/settings`; the time zone is what a client needs from it. */
export function settingsAnswer(timeZone: string): Json {
  const updated = { updated_at: '2024-01-15 10:00:00' };
  return {
    settings: {
      default_currency: { value: 'RUB', ...updated },
      system_language: { value: 'RU', ...updated },
      timezone: { value: timeZone, ...updated },
      work_times: [],
      mg: { order_creation: { default: {}, channels: [] } },
    },
  };
}

/** Filters by a value of the same name; `groups` and the dates are read apart (retailcrm-api 5). */
const USER_FIELDS = ['active', 'isManager', 'isAdmin', 'email', 'status', 'online'];
const USER_FILTERS = [...USER_FIELDS, 'groups', 'createdAtFrom', 'createdAtTo'];
const USER_STATUSES = ['free', 'busy', 'dinner', 'break'];
const GROUP = { id: 25, name: 'Менеджеры', code: 'manager' };

/** Body of `GET /api/v5/users`. @throws {Refusal} 400 for unknown filters and wrong pages. */
export function usersAnswer(shop: Shop, parameters: Parameters): Json {
  const filter = filterOf(parameters, USER_FILTERS);
  refuseMalformed(filter);
  const groups = textsOf(filter.groups);
  const [from = '', to = '9'] = [textOf(filter.createdAtFrom), textOf(filter.createdAtTo)];
  const users = shop.users
    .map((user, index) => renderUser(user.crmId, user.name, index))
    .filter((user) =>
      USER_FIELDS.every((name) => {
        const wanted = textOf(filter[name]);
        return wanted === undefined || matches(user[name], wanted);
      }),
    )
    .filter(({ createdAt }) => createdAt.slice(0, 10) >= from && createdAt.slice(0, 10) <= to)
    .filter(() => groups.length === 0 || groups.includes(GROUP.code));
  const { entries, pagination } = pageOf(users, parameters);
  return { pagination, users: entries };
}

function refuseMalformed(filter: Parameters): void {
  const { createdAtFrom, createdAtTo, status, groups } = filter;
  for (const [name, value] of Object.entries({ createdAtFrom, createdAtTo })) {
    if (value !== undefined && !/^\d{4}-\d\d-\d\d$/.test(textOf(value) ?? '')) {
      throw badInput(`filter[${name}]`, 'This value is not a valid date.');
    }
  }
  if (status !== undefined && !USER_STATUSES.includes(textOf(status) ?? '')) {
    throw badInput('filter[status]', 'The value you selected is not a valid choice.');
  }
  if (textsOf(groups).some((code) => code !== GROUP.code)) {
    throw badInput('filter[groups]', 'The value you selected is not a valid choice.');
  }
}

function renderUser(id: number, name: string, index: number): Json & { readonly createdAt: string } {
  const [lastName = name, firstName = ''] = name.split(' ');
  return {
    id,
    createdAt: '2024-01-15 10:00:00',
    active: true,
    email: `user${id}@example.ru`,
    firstName,
    lastName,
    status: 'free',
    online: true,
    isAdmin: index === 0,
    isManager: true,
    groups: [GROUP],
  };
}

function matches(value: unknown, wanted: string): boolean {
  return typeof value === 'boolean' ? value === (wanted === '1') : value === wanted;
}
