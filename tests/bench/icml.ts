import { spawnSync } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { encodeChunks } from '../../lib/catalog/icml/encode-chunks.ts';
import type { IcmlOffer } from '../../lib/catalog/icml/icml.ts';
import { ICML_FOOT, icmlHead, icmlOffer } from '../../lib/catalog/icml/write-icml.ts';
import { JOBS } from '../../lib/jobs/registry.ts';
import { atLeast, atMost, type BenchRow, tableOf } from './bench-row.ts';

const PAGE = 1000;
/** Each number of offers, in so many processes; the best of them is the one that the machine's other work disturbed least. */
const COUNTS = [
  [10_000, 3],
  [100_000, 3],
  [1_000_000, 2],
] as const;

/** Of a process that wrote offers, the time and memory of making them not counted. */
export interface WrittenIcml {
  readonly perSecond: number;
  /** MiB. */
  readonly peak: number;
  readonly bytes: number;
}

/**
 * The bars of the catalogue's writer: offers of some 780 bytes from an asynchronous source of pages into a sink that counts,
 * each number of them in processes of their own, with the options of Node that the function has.
 */
export async function run(): Promise<BenchRow[]> {
  const [few, many, most] = COUNTS.map(([count, processes]) => best(count, processes));
  if (few === undefined || many === undefined || most === undefined) {
    throw new RangeError('nothing was measured');
  }
  return [
    atLeast(100_000, {
      name: `ICML: a million offers of ${Math.round(most.bytes / COUNTS[2][0])} bytes`,
      figure: most.perSecond,
      unit: 'offers per processor second',
    }),
    atMost(1.3, {
      name: 'ICML: time of an offer among 100,000 beside one among 10,000',
      figure: few.perSecond / many.perSecond,
      unit: '×',
    }),
    atMost(1.3, {
      name: 'ICML: time of an offer among a million beside one among 100,000',
      figure: many.perSecond / most.perSecond,
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

/** The highest speed and the highest peak of some processes. */
function best(count: number, processes: number): WrittenIcml {
  const all = Array.from({ length: processes }, () => writeIcml(count));
  return {
    perSecond: Math.max(...all.map(({ perSecond }) => perSecond)),
    peak: Math.max(...all.map(({ peak }) => peak)),
    bytes: all[0]?.bytes ?? 0,
  };
}

/** Writes so many offers in a process of its own, with the options of the catalogue's function. */
export const writeIcml = (count: number): WrittenIcml => JSON.parse(inProcess(count));

/** The file of so many offers. */
export const icmlFile = (count: number): string => inProcess(count, 'file');

function inProcess(...args: readonly (number | string)[]): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), ...args.map(String)],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_OPTIONS: JOBS['catalog-publish'].nodeOptions },
    },
  );
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

async function measureHere(count: number): Promise<WrittenIcml> {
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
  };
}

async function printFile(count: number): Promise<void> {
  for await (const chunk of encodeChunks(texts(count))) {
    process.stdout.write(chunk);
  }
}

if (import.meta.main) {
  const [count, what] = process.argv.slice(2);
  if (what === 'file') {
    await printFile(Number(count));
  } else {
    console.log(
      count === undefined ? tableOf(await run()) : JSON.stringify(await measureHere(Number(count))),
    );
  }
}
