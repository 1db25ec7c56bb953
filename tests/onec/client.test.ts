import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { and, castKey, dateTime, eq, flag, ge, guid, substringOf, text } from '../../lib/onec/filter.ts';
import { дополнительныеСведения } from '../../lib/onec/ut/objects/additional-info.ts';
import { состоянияЗаказовКлиентов } from '../../lib/onec/ut/objects/settlements.ts';
import type { SendHttp } from '../../lib/platform/http.ts';
import { clientOf, empty, json, KEY, odataError, startOnec } from './support/onec-server.ts';
import { openDocument } from './support/open-objects.ts';

const ORDERS = 'Document_ЗаказКлиента';
const orders = openDocument(ORDERS);

describe('addresses and heads', () => {
  it('sends what 1C expects: Basic login in UTF-8, JSON wanted, literal $, %20, Cyrillic as UTF-8', async () => {
    await using server = await startOnec(json(200, { value: [] }));
    const { onec } = clientOf(`${server.root}/`);
    await onec.list(orders, {
      filter: and(
        eq('НомерПоДаннымКлиента', text("О'Генри & Ко + 5% = №1")),
        ge('Date', dateTime('2026-01-10T12:00:00')),
      ),
      select: ['Ref_Key', 'Number'],
      orderBy: ['Date desc'],
      top: 2,
      skip: 4,
    });
    const [{ method, target, headers } = { method: '', target: '', headers: {} }] = server.seen;
    expect(method).toBe('GET');
    expect(headers.authorization).toBe(`Basic ${Buffer.from('Обмен:пароль').toString('base64')}`);
    expect(headers.accept).toBe('application/json');
    const [path, query] = target.split('?');
    expect(path).toBe(`/ut/odata/standard.odata/${encodeURIComponent(ORDERS)}`);
    expect(query).toMatch(
      /^\$format=json&\$filter=.*&\$select=Ref_Key,Number&\$orderby=Date%20desc&\$top=2&\$skip=4$/,
    );
    expect(query).not.toContain('+');
    expect(new URLSearchParams(query).get('$filter')).toBe(
      "(НомерПоДаннымКлиента eq 'О''Генри & Ко + 5% = №1' and Date ge datetime'2026-01-10T12:00:00')",
    );
  });

  it('asks the service itself for the names of what is published', async () => {
    await using server = await startOnec(
      json(200, {
        value: [
          { name: ORDERS, url: ORDERS },
          { name: `${ORDERS}_Товары`, url: 'x' },
        ],
      }),
    );
    expect(await clientOf(server.root).onec.sets()).toEqual([ORDERS, `${ORDERS}_Товары`]);
    expect(server.seen[0]?.target).toBe('/ut/odata/standard.odata?$format=json');
  });

  it('keeps the brackets and quotes of a key readable', async () => {
    await using server = await startOnec(json(200, { Ref_Key: KEY }));
    await clientOf(server.root).onec.read(orders, KEY, ['Ref_Key']);
    expect(server.seen[0]?.target).toBe(
      `/ut/odata/standard.odata/${encodeURIComponent(ORDERS)}(guid'${KEY}')?$format=json&$select=Ref_Key`,
    );
  });

  it('refuses a key that is no GUID before anything is sent', async () => {
    await using server = await startOnec(json(200, {}));
    await expect(clientOf(server.root).onec.read(orders, "x') or (1 eq 1")).rejects.toThrow(TypeError);
    expect(server.seen).toEqual([]);
  });

  it('reads entities with a composite condition', async () => {
    await using server = await startOnec(json(200, { value: [{ Ref_Key: KEY }] }));
    const found = await clientOf(server.root).onec.list(состоянияЗаказовКлиентов, {
      filter: and(eq('Заказ', castKey(KEY, ORDERS)), substringOf('ГотовК', 'Состояние')),
    });
    expect(found).toEqual([{ Ref_Key: KEY }]);
    expect(new URL(server.seen[0]?.target ?? '', server.root).searchParams.get('$filter')).toBe(
      `(Заказ eq cast(guid'${KEY}','${ORDERS}') and substringof('ГотовК',Состояние))`,
    );
  });
});

describe('writing', () => {
  it('creates with a length and answers the entity that 1C made', async () => {
    await using server = await startOnec(json(201, { Ref_Key: KEY, Number: 'ТД00-000001' }));
    const created = await clientOf(server.root).onec.create(orders, { Комментарий: 'тест' });
    expect(created).toEqual({ Ref_Key: KEY, Number: 'ТД00-000001' });
    const [seen] = server.seen;
    expect(seen?.method).toBe('POST');
    expect(seen?.headers['content-type']).toBe('application/json;charset=utf-8');
    expect(Number(seen?.headers['content-length'])).toBe(Buffer.byteLength(seen?.body ?? ''));
    expect(JSON.parse(seen?.body ?? '')).toEqual({ Комментарий: 'тест' });
  });

  it('bears the raw Cyrillic that 1C writes into the Location header', async () => {
    const body = `\uFEFF${JSON.stringify({ Ref_Key: KEY })}`;
    const server = createServer((socket) => {
      socket.once('data', () =>
        socket.end(
          `HTTP/1.1 201 Created\r\nContent-Type: application/json;charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
            `Location: http://1c/ut/odata/standard.odata/${ORDERS}(guid'${KEY}')\r\nConnection: close\r\n\r\n${body}`,
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      await expect(clientOf(`http://127.0.0.1:${port}/ut`).onec.create(orders, {})).resolves.toEqual({
        Ref_Key: KEY,
      });
    } finally {
      server.close();
    }
  });

  it('creates a record of a register, which has no key', async () => {
    await using server = await startOnec(json(200, { Свойство_Key: KEY }));
    await expect(clientOf(server.root).onec.create(дополнительныеСведения, {})).resolves.toEqual({
      Свойство_Key: KEY,
    });
  });

  it('changes only what is named, by PATCH', async () => {
    await using server = await startOnec(json(200, { Ref_Key: KEY, Комментарий: 'новый' }));
    const updated = await clientOf(server.root).onec.update(orders, KEY, { Комментарий: 'новый' });
    expect(updated).toEqual({ Ref_Key: KEY, Комментарий: 'новый' });
    expect(server.seen.map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', '{"Комментарий":"новый"}'],
    ]);
  });

  it('reads the entity again where a change is answered without one', async () => {
    await using server = await startOnec(empty(204), json(200, { Ref_Key: KEY, DataVersion: 'AAAB' }));
    const updated = await clientOf(server.root).onec.update(orders, KEY, { Комментарий: 'новый' });
    expect(updated).toEqual({ Ref_Key: KEY, DataVersion: 'AAAB' });
    expect(server.seen.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
  });

  it.each([
    ['204 without a body', empty(204)],
    ['200 without a body', empty(200)],
    ['200 with some JSON', json(200, { value: null })],
  ])('posts, never operationally, and takes %s for success', async (_, reply) => {
    await using server = await startOnec(reply);
    await expect(clientOf(server.root).onec.post(orders, KEY)).resolves.toBeUndefined();
    const [seen] = server.seen;
    expect(seen?.method).toBe('POST');
    expect(seen?.target).toMatch(/\(guid'[^']+'\)\/Post\?PostingModeOperational=false$/);
    expect(seen?.headers['content-length']).toBe('0');
  });

  it('takes a posting back', async () => {
    await using server = await startOnec(empty(200));
    await clientOf(server.root).onec.unpost(orders, KEY);
    expect(server.seen[0]?.target).toMatch(/\/Unpost$/);
  });
});

describe('by values', () => {
  const keys = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      guid(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
    );

  it('asks nothing for no values', async () => {
    await using server = await startOnec(json(200, { value: [] }));
    expect(
      await clientOf(server.root).onec.listByValues(orders, { property: 'Ref_Key', values: [] }),
    ).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  it('asks for each value once, in addresses that IIS takes, and joins the answers in order', async () => {
    let answered = 0;
    await using server = await startOnec((response, seen) => {
      answered += 1;
      json(200, { value: [{ Number: answered }] })(response, seen);
    });
    const found = await clientOf(server.root).onec.listByValues(orders, {
      property: 'Номенклатура_Key',
      values: [...keys(100), ...keys(100)],
      and: eq('DeletionMark', flag(false)),
      select: ['Ref_Key', 'Артикул'],
    });
    expect(found.map(({ Number: number }) => number)).toEqual(server.seen.map((_, index) => index + 1));
    expect(
      Math.max(...server.seen.map(({ target }) => target.split('?')[1]?.length ?? 0)),
    ).toBeLessThanOrEqual(2000);
    const asked = server.seen.flatMap(({ target }) => decodeURIComponent(target).match(/guid'[^']+'/g) ?? []);
    expect(asked).toEqual(keys(100));
    expect(server.seen.every(({ target }) => target.includes('$select=Ref_Key,'))).toBe(true);
  });

  it('halves a request until the server takes its address (414)', async () => {
    await using server = await startOnec((response, seen) => {
      const asked = decodeURIComponent(seen.target).match(/guid'[^']+'/g) ?? [];
      if (asked.length > 3) {
        empty(414)(response, seen);
      } else {
        json(200, { value: asked.map((literal) => ({ literal })) })(response, seen);
      }
    });
    const { onec, logged } = clientOf(server.root);
    const found = await onec.listByValues(orders, {
      property: 'Ref_Key',
      values: keys(10),
    });
    expect(found.map(({ literal }) => literal)).toEqual(keys(10));
    expect(logged.join()).toContain('the request is split');
  });

  it('gives up when even one value is too long an address', async () => {
    await using server = await startOnec(empty(414));
    const values = [text('длинно'.repeat(100)), text('коротко')];
    await expect(
      clientOf(server.root).onec.listByValues(orders, { property: 'Description', values }),
    ).rejects.toMatchObject({ code: 'onecRequestFault', details: { status: 414 } });
  });

  it('leaves a list of properties out that leaves no room for values, rather than ask in vain', async () => {
    await using server = await startOnec(json(200, { value: [] }));
    const select = Array.from({ length: 40 }, (_, index) => `ОченьДлинноеИмяСвойства${index}`);
    await clientOf(server.root).onec.listByValues(orders, { property: 'Ref_Key', values: keys(20), select });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]?.target).not.toContain('$select');
  });
});

describe('one entity', () => {
  it('is read whether or not the sender took the byte order mark away', async () => {
    for (const mark of ['', '\uFEFF']) {
      const http: SendHttp = async () => ({
        status: 200,
        headers: new Headers({ 'content-type': 'application/json' }),
        text: `${mark}{"Ref_Key":"${KEY}"}`,
      });
      const { onec } = clientOf('http://127.0.0.1/ut', { http });
      expect(await onec.read(orders, KEY)).toEqual({ Ref_Key: KEY });
    }
  });

  it('is undefined when 1C has none with that key (404, code 9)', async () => {
    await using server = await startOnec(odataError(404, '9', 'Экземпляр сущности не найден'));
    await expect(clientOf(server.root).onec.read(orders, KEY)).resolves.toBeUndefined();
  });
});
