import type { Shop } from '../../shop/shop.ts';
import type { Json } from '../orders/render-order.ts';
import type { Parameters } from '../parameters.ts';
import { textOf } from '../parameters.ts';
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

const USER_FILTERS = ['active', 'isManager', 'isAdmin', 'email', 'status', 'online'];

/** Body of `GET /api/v5/users`. @throws {Refusal} 400 for unknown filters and wrong pages. */
export function usersAnswer(shop: Shop, parameters: Parameters): Json {
  const filter = filterOf(parameters, USER_FILTERS);
  const users = shop.users
    .map((user, index) => renderUser(user.crmId, user.name, index))
    .filter((user) =>
      USER_FILTERS.every((name) => {
        const wanted = textOf(filter[name]);
        return wanted === undefined || matches(user[name], wanted);
      }),
    );
  const { entries, pagination } = pageOf(users, parameters);
  return { pagination, users: entries };
}

function renderUser(id: number, name: string, index: number): Json {
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
    groups: [{ id: 25, name: 'Менеджеры', code: 'manager' }],
  };
}

function matches(value: unknown, wanted: string): boolean {
  return typeof value === 'boolean' ? value === (wanted === '1') : value === wanted;
}
