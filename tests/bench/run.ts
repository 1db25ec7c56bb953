import { type BenchRow, tableOf } from './bench-row.ts';
import { run as besidePush } from './beside-push.ts';
import { run as budget } from './budget.ts';
import { run as bundle } from './bundle.ts';
import { run as icml } from './icml.ts';
import { run as icmlBesidePhp } from './icml-beside-php.ts';
import { run as journey } from './journey.ts';
import { run as planning } from './planning.ts';
import { run as push } from './push.ts';
import { run as requests } from './requests.ts';
import { run as slots } from './slots.ts';
import { run as soap } from './soap.ts';
import { run as throughput } from './throughput.ts';

/**
 * `npm run bench`: every bench, one after another so that none disturbs another, and one table. Ends with exit code 1 if
 * a bar is missed, if this machine lacks what one is measured with, or if a bench breaks off, which costs no other its figures. Each file can also be run alone: `node tests/bench/planning.ts`.
 */
const BENCHES = {
  planning,
  icml,
  icmlBesidePhp,
  soap,
  bundle,
  requests,
  journey,
  throughput,
  slots,
  budget,
  push,
  besidePush,
};

const rows: BenchRow[] = [];
const broken: string[] = [];
for (const [name, run] of Object.entries(BENCHES)) {
  process.stderr.write(`${name} …\n`);
  try {
    rows.push(...(await run()));
  } catch (error) {
    console.error(error);
    broken.push(name);
  }
}
console.log(tableOf(rows));

const missed = [...broken, ...rows.filter(({ passed }) => !passed).map(({ name }) => name)];
if (missed.length > 0) {
  process.stderr.write(`Missed: ${missed.join('; ')}\n`);
  process.exitCode = 1;
}
