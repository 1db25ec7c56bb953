import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atLeast, type BenchRow, notMeasured, tableOf } from './bench-row.ts';
import { icmlFile, writeIcml } from './icml.ts';

const SCRIPT = fileURLToPath(new URL('xmlwriter.php', import.meta.url));
const OFFERS = 200_000;
/** In turns, so that what else the machine does meets both alike. */
const ROUNDS = 3;
/** Enough for every page and the whole frame to be in the file. */
const COMPARED = 2500;

/**
 * The bar of the catalogue's writer beside PHP's XMLWriter, which the extensions of other shops use: offers per second of
 * processor time, both writing the same bytes from pages of the same offers, the making of the offers not counted.
 */
export async function run(): Promise<BenchRow[]> {
  const row = (figure: number) =>
    atLeast(0.7, { name: `ICML: speed beside PHP's XMLWriter, ${OFFERS} offers`, figure, unit: '×' });
  if (php('-r', 'exit(class_exists("XMLWriter") ? 0 : 1);') === undefined) {
    return [notMeasured(row(Number.NaN), 'install php-cli and php-xml')];
  }
  if (php(SCRIPT, String(COMPARED), 'file') !== icmlFile(COMPARED)) {
    throw new Error('the two files are not the same');
  }
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: writeIcml(OFFERS).perSecond,
    theirs: Number(JSON.parse(php(SCRIPT, String(OFFERS)) ?? '{}').perSecond),
  }));
  const best = (side: 'ours' | 'theirs'): number => Math.max(...rounds.map((round) => round[side]));
  return [row(best('ours') / best('theirs'))];
}

/** What a run of PHP prints; undefined if there is no PHP, or it fails. */
function php(...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('php', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
