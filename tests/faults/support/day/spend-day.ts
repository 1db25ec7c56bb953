import { createPrng, type Prng } from '../../../../infra/sandbox/shop/prng.ts';
import { type Killed, killAt } from '../crash-injection.ts';
import { deliver } from '../platform.ts';
import { type BridgeProcess, startProcess } from '../process.ts';
import type { Stage } from '../stage.ts';
import { type FaultRates, type FaultSchedule, makeFaultSchedule } from './fault-schedule.ts';
import { type Office, openOffice } from './office.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Something that happens at a time of the day, milliseconds after its beginning. */
export interface Appointment {
  readonly at: number;
  readonly act: (stage: Stage) => Promise<void> | void;
}

export interface DayPlan {
  readonly seed: string;
  readonly orders: number;
  /** Saves that the CRM tells of at once; those whose telling is lost come on top. */
  readonly triggers: number;
  readonly workers: number;
  readonly faultRates: FaultRates;
  readonly appointments: readonly Appointment[];
}

interface Told {
  readonly triggers: number;
  readonly lostTriggers: number;
}

/** What was done on the day. */
interface DayReport extends Told {
  readonly office: Office;
  readonly deaths: number;
}

/** Of a hundred triggers so many never arrive, and so many come twice. */
const LOST_PERCENT = 8;
const TWICE_PERCENT = 3;

/** A process lives for so many steps at least and at most. */
const LIFETIME = { from: 500, to: 6000 };

/** How long the platform waits before it asks an empty queue again, and before it starts a process anew. */
const ASK_AGAIN_MS = 10 * SECOND;
const RESTART_MS = 5 * SECOND;

/** After the day so much time passes at most until the queue is empty. */
const EVENING = 6 * HOUR;

/** A day's traffic: people, triggers, polls, workers that die, and faults; then a calm evening. */
export async function spendDay(stage: Stage, plan: DayPlan): Promise<DayReport> {
  const streams = (name: string): Prng => createPrng(`${plan.seed}/${name}`);
  const office = openOffice(stage.crm, stage.shop, streams('office'));
  const faults = makeFaultSchedule(stage, streams('weather'), plan.faultRates);
  const day = new Day(stage, faults, streams('deaths'));
  const beginning = stage.time.clock.now();
  const whole = async (): Promise<DayReport> => {
    const machines = [day.schedule(), ...Array.from({ length: plan.workers }, () => day.workOnQueue())];
    const [told] = await Promise.all([
      workInOffice(stage, office, plan, streams('clock')),
      ...plan.appointments.map((one) => day.keep(one, beginning)),
    ]);
    await stage.time.sleep(Math.max(0, beginning + DAY - stage.time.clock.now()));
    faults.calm();
    await day.end(stage.time.clock.now() + EVENING);
    await Promise.all(machines);
    return { office, ...told, deaths: day.deaths };
  };
  return stage.time.passUntil(whole());
}

/** Takes and changes orders, evenly through the day. */
async function workInOffice(
  stage: Stage,
  office: Office,
  { orders, triggers }: DayPlan,
  prng: Prng,
): Promise<Told> {
  const { trigger } = startProcess(stage);
  const { clock, sleep } = stage.time;
  const end = clock.now() + DAY;
  const told = { triggers: 0, lostTriggers: 0 };
  let taken = 0;
  while (taken < orders || told.triggers < triggers) {
    const left = Math.max(orders - taken, triggers - told.triggers);
    await sleep(Math.max(10, ((end - clock.now()) / left) * 2 * prng.next()));
    const isNew = taken < orders && (taken < FIRST_ORDERS || prng.next() * left < orders - taken);
    const saved = isNew ? { id: office.takeOrder(), isTold: true } : office.changeOrder();
    taken += isNew ? 1 : 0;
    const times = saved.isTold ? timesTold(prng) : 0;
    for (let time = 0; time < times; time += 1) {
      await trigger(saved.id);
    }
    told.triggers += times;
    told.lostTriggers += times === 0 ? 1 : 0;
  }
  return told;
}

/** Before anything can be changed there must be something. */
const FIRST_ORDERS = 10;

function timesTold(prng: Prng): number {
  if (prng.chance(LOST_PERCENT)) {
    return 0;
  }
  return prng.chance(TWICE_PERCENT) ? 2 : 1;
}

/** The machines of the day: they run until it ends. */
class Day {
  deaths = 0;
  readonly #stage: Stage;
  readonly #faults: FaultSchedule;
  readonly #prng: Prng;
  #isOver = false;

  constructor(stage: Stage, faults: FaultSchedule, prng: Prng) {
    this.#stage = stage;
    this.#faults = faults;
    this.#prng = prng;
  }

  async keep({ at, act }: Appointment, beginning: number): Promise<void> {
    const { clock, sleep } = this.#stage.time;
    await sleep(beginning + at - clock.now());
    await act(this.#stage);
  }

  /** The schedule wakes the jobs each minute. */
  schedule(): Promise<void> {
    return this.#relive(async (process) => {
      await process.poll();
      await process.replay();
      await this.#stage.time.sleep(MINUTE);
    });
  }

  /** One of the functions that work on the queue. */
  workOnQueue(): Promise<void> {
    return this.#relive(async (process, { io }) => {
      if (!(await deliver(this.#stage, process, io))) {
        await this.#stage.time.sleep(ASK_AGAIN_MS);
      }
    });
  }

  /** Lets the machines run on until nothing is left to do. */
  async end(giveUpAt: number): Promise<void> {
    const { clock, sleep } = this.#stage.time;
    // Whatever happened last is in the history, and polls have to find it first.
    await sleep(5 * MINUTE);
    while (this.#stage.queue.size() > 0 && clock.now() < giveUpAt) {
      await sleep(MINUTE);
    }
    this.#isOver = true;
  }

  /** Does something over and over, in one process after the other: each lives only so long. */
  async #relive(live: (process: BridgeProcess, killed: Killed) => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      const { from, to } = LIFETIME;
      const killed = killAt(this.#prng.integer(from, to), this.#prng.pick(['before', 'after']));
      const process = startProcess(this.#stage, {
        io: killed.io,
        fetch: this.#faults.fetch,
        random: () => this.#prng.next(),
      });
      const whole = async (): Promise<void> => {
        while (!this.#isOver) {
          await live(process, killed);
        }
      };
      if ((await Promise.race([whole(), killed.death])) === 'died') {
        this.deaths += 1;
        await this.#stage.time.sleep(RESTART_MS);
      }
    }
  }
}
