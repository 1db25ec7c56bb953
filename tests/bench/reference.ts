/**
 * A fixed piece of work of the kind that planning is made of, with nothing of the bridge in it: how fast a machine does it at this
 * moment tells how fast it would plan. Bars that are a ratio to it hold on a slow machine and on a busy one.
 *
 * **Never change it**: the bars are derived from it (`planning.ts`).
 */

const ROWS = 6;
const EMPTY = '00000000-0000-0000-0000-000000000000';
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * One document of six rows: decimals read from texts, money counted exactly, records joined and copied, texts taken apart.
 *
 * @param seed any whole number.
 * @returns a figure of all that was made, so that no compiler leaves a part of it out.
 */
export function referenceWork(seed: number): number {
  const rows = Array.from({ length: ROWS }, (_, index) => rowOf(seed, index));
  const header = headerOf(seed, rows);
  const body = { ...header, Товары: rows.map((row, index) => ({ ...row, LineNumber: String(index + 1) })) };
  return Object.keys(body).length + body.Контакт.length + body.СуммаДокумента;
}

function rowOf(seed: number, index: number) {
  const quantity = parsed(`${index + 1}.000`, 3);
  const price = parsed(`${(seed % 900) + 100}.33`, 4);
  const discount = parsed('0.67', 2);
  const amount = divided(BigInt(price) * BigInt(quantity), 100_000n) - discount;
  const vat = divided(BigInt(amount) * 2_000n, 12_000n);
  const goods = { Номенклатура_Key: keyOf(seed, index), Характеристика_Key: EMPTY, Упаковка_Key: EMPTY };
  const figures = { Количество: quantity / 1000, Цена: price / 10_000, Сумма: amount / 100 };
  const taxes = { СтавкаНДС_Key: keyOf(seed, 20), СуммаНДС: vat / 100, СуммаСНДС: amount / 100 };
  const planned = { ...goods, ...figures, ...taxes, Отменено: false, ПричинаОтмены_Key: EMPTY };
  return { КодСтроки: '0', ...planned, ВариантОбеспечения: 'КОбеспечению' };
}

function headerOf(seed: number, rows: readonly { readonly Сумма: number }[]) {
  const total = rows.reduce((sum, row) => sum + parsed(row.Сумма, 2), 0);
  const parts: object[] = [
    { Date: dateOf(seed), НомерПоДаннымКлиента: `${seed}A` },
    { Организация_Key: keyOf(seed, 30) },
    { Склад_Key: keyOf(seed, 31), ДатаОтгрузки: dateOf(seed + 1) },
    { НеОтгружатьЧастями: true, СкидкиРассчитаны: true },
    { Комментарий: ['#Позвоните', 'до обеда'].filter((line) => line !== '').join('\n') },
    { СпособДоставки: 'ДоКлиента', АдресДоставки: ['Примерск', 'ул. Примерная'].join(' ') },
    { Партнер_Key: keyOf(seed, 32), Контрагент_Key: keyOf(seed, 33) },
    { Менеджер_Key: keyOf(seed, 34) },
  ];
  const joined = {};
  for (const part of parts) {
    Object.assign(joined, part);
  }
  return { ...joined, Контакт: contactOf(seed), СуммаДокумента: total / 100 };
}

function contactOf(seed: number): string {
  const phone = `+7 (900) 000-${String(seed % 100).padStart(2, '0')}-01`.normalize('NFKC');
  const digits = phone.replace(/\D/gu, '');
  return JSON.stringify({
    version: 4,
    value: phone,
    type: 'Телефон',
    areaCode: digits.slice(1, 4),
    number: digits.slice(4),
  });
}

function dateOf(seed: number): string {
  return new Date(Date.UTC(2026, 0, 1 + (seed % 300))).toISOString().slice(0, 19);
}

/** Looks like a GUID, and differs with both numbers. */
function keyOf(seed: number, index: number): string {
  const digits = ((seed * 2_654_435_761 + index * 40_503) >>> 0).toString(16).padStart(8, '0');
  return `${digits}-0000-4000-8000-${digits}0000`;
}

function parsed(figure: string | number, scale: number): number {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(String(figure)) ?? [];
  const magnitude = Number(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

function divided(numerator: bigint, denominator: bigint): number {
  return Number((numerator + denominator / 2n) / denominator);
}
