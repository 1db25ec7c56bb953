import { describe, expect, it } from 'vitest';
import { findRoute, type Route } from '../../lib/server/http-routes.ts';

function route(method: Route['method'], pattern: string): Route {
  return { method, pattern, functionName: pattern, handler: async () => '' };
}

const routes = [
  route('POST', '/ws/ws1.1cws'),
  route('POST', '/{base}/ws/ws1.1cws'),
  route('GET', '/{token}/{file}'),
  route('ANY', '/console/{rest+}'),
];

describe('routes', () => {
  it.each([
    ['POST', '/ws/ws1.1cws', '/ws/ws1.1cws', {}],
    ['POST', '/ut%20base/ws/ws1.1cws', '/{base}/ws/ws1.1cws', { base: 'ut base' }],
    [
      'GET',
      '/abc/shop1_catalog_icml.xml',
      '/{token}/{file}',
      { token: 'abc', file: 'shop1_catalog_icml.xml' },
    ],
    ['DELETE', '/console/orders/138', '/console/{rest+}', { rest: 'orders/138' }],
    ['GET', '/a%/b', '/{token}/{file}', { token: 'a%', file: 'b' }],
  ])('%s %s is answered by %s', (method, path, pattern, parameters) => {
    expect(findRoute(routes, method, path)).toEqual({
      route: expect.objectContaining({ pattern }),
      parameters,
    });
  });

  it.each([
    ['GET', '/ws'],
    ['PUT', '/ws/ws1.1cws'],
    ['POST', '/a/b/ws/ws1.1cws'],
    ['POST', '//ws/ws1.1cws'],
    ['POST', '/ws/ws1.1cws/'],
    ['GET', '/console'],
    ['GET', '/'],
  ])('nothing answers %s %s', (method, path) => {
    expect(findRoute(routes, method, path)).toBeUndefined();
  });
});
