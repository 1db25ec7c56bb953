import { type BenchRow, tableOf } from './bench-row.ts';
import { run as besidePush } from './beside-push.ts';
import { run as budget } from './budget.ts';
import { run as bundle } from './bundle.ts';
import { run as icml } from './icml.ts';
import { run as journey } from './journey.ts';
import { run as planning } from './planning.ts';
import { run as push } from './push.ts';
import { run as requests } from './requests.ts';
import { run as slots } from './slots.ts';
import { run as soap } from './soap.ts';
import { run as throughput } from './throughput.ts';

/**
 * `npm run bench`: every bench, one after another so that none disturbs another, and one table. Ends with exit code 1 if
 * a bar is missed. Each file can also be run alone: `node tests/bench/planning.ts`.
 */
const BENCHES = {
  planning,
  icml,
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
for (const [name, run] of Object.entries(BENCHES)) {
  process.stderr.write(`${name} …\n`);
  rows.push(...(await run()));
}
console.log(tableOf(rows));

const missed = rows.filter(({ passed }) => !passed);
if (missed.length > 0) {
  process.stderr.write(`Missed: ${missed.map(({ name }) => name).join('; ')}\n`);
  process.exitCode = 1;
}
