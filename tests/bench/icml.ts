import { spawnSync } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { encodeChunks } from '../../lib/catalog/icml/encode-chunks.ts';
import type { IcmlOffer } from '../../lib/catalog/icml/icml.ts';
import { ICML_FOOT, icmlHead, icmlOffer } from '../../lib/catalog/icml/write-icml.ts';
import { atLeast, atMost, type BenchRow, tableOf } from './bench-row.ts';

const PAGE = 1000;
const COUNTS = [10_000, 100_000, 1_000_000] as const;
/** Garbage is collected early: a function pays for its memory by the second. */
const NODE_OPTIONS = ['--max-semi-space-size=4', '--max-old-space-size=48'];

interface Measured {
  readonly perSecond: number;
  /** MiB. */
  readonly peak: number;
  readonly bytes: number;
}

/**
 * The bars of the catalogue's writer: offers of some 780 bytes from an asynchronous source of pages into a sink that counts,
 * each number of them in a process of its own.
 */
export async function run(): Promise<BenchRow[]> {
  const [few, many, most] = COUNTS.map(measured);
  if (few === undefined || many === undefined || most === undefined) {
    throw new RangeError('nothing was measured');
  }
  return [
    atLeast(100_000, {
      name: `ICML: a million offers of ${Math.round(most.bytes / COUNTS[2])} bytes`,
      figure: most.perSecond,
      unit: 'offers per processor second',
    }),
    atLeast(0.7, {
      name: 'ICML: speed at a million offers beside 100,000',
      figure: most.perSecond / many.perSecond,
      unit: '×',
    }),
    atMost(110, { name: 'ICML: peak memory at a million offers', figure: most.peak, unit: 'MiB' }),
    atMost(1.3, {
      name: 'ICML: peak memory at a million offers beside 10,000',
      figure: most.peak / few.peak,
      unit: '×',
    }),
  ];
}

function measured(count: number): Measured {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...NODE_OPTIONS, fileURLToPath(import.meta.url), String(count)],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout);
}

async function measureHere(count: number): Promise<Measured> {
  const source = process.cpuUsage();
  for await (const page of pages(count)) {
    if (page.length === 0) {
      throw new RangeError('an empty page');
    }
  }
  const { user: sourceUser, system: sourceSystem } = process.cpuUsage(source);
  const begun = process.cpuUsage();
  let bytes = 0;
  for await (const chunk of encodeChunks(texts(count))) {
    bytes += chunk.length;
  }
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system - sourceUser - sourceSystem) / 1e6;
  return { perSecond: count / seconds, peak: process.resourceUsage().maxRSS / 1024, bytes };
}

async function* texts(count: number): AsyncGenerator<Iterable<string>> {
  yield [icmlHead({ date: '2026-01-10 12:00:00', shopName: 'Магазин', companyName: 'ООО', categories: [] })];
  for await (const page of pages(count)) {
    yield inTurn(page);
  }
  yield [ICML_FOOT];
}

function* inTurn(page: readonly IcmlOffer[]): Generator<string> {
  for (const offer of page) {
    yield icmlOffer(offer);
  }
}

async function* pages(count: number): AsyncGenerator<readonly IcmlOffer[]> {
  for (let from = 0; from < count; from += PAGE) {
    await setImmediate();
    yield Array.from({ length: Math.min(PAGE, count - from) }, (_, index) => offerOf(from + index));
  }
}

const hex = (number: number): string => number.toString(16).padStart(12, '0');

function offerOf(number: number): IcmlOffer {
  const product = `b4f3d9a2-7c1e-11ee-8f2a-${hex(number)}`;
  return {
    id: `${product}#c51e0c7a-7c1e-11ee-8f2a-${hex(number)}`,
    productId: product,
    quantity: String(number % 100),
    isService: false,
    categoryId: `00-${String(number % 500).padStart(8, '0')}`,
    name: `Кружка керамическая ${number}, синяя`,
    productName: `Кружка керамическая ${number}`,
    price: `${number % 9000}.5`,
    purchasePrice: String(number % 5000),
    vatRate: '22',
    article: `КР-${number}`,
    vendor: number % 10 === 0 ? 'Пример & Ко' : 'Завод',
    description: '',
    pictures: [],
    params: [{ code: 'color', name: 'Цвет', value: 'синий' }],
    unit: { code: '796', name: 'Штука', symbol: 'шт' },
    weight: '0.35',
    dimensions: undefined,
    barcodes: [`46${String(number).padStart(11, '0')}`],
    isMarkable: false,
    isActive: true,
  };
}

if (import.meta.main) {
  const [count] = process.argv.slice(2);
  console.log(count === undefined ? tableOf(await run()) : JSON.stringify(await measureHere(Number(count))));
}
