import type { VirtualTime } from './virtual-time.ts';

/** What keeps requests waiting before 1C begins with them. */
export interface SleepyOnec {
  /** 1C falls asleep: the next request wakes it up, and until it is awake, so much later, all requests wait. */
  fallAsleep(milliseconds: number): void;
  /** The next so many requests take so long before 1C begins with them. */
  delay(milliseconds: number, requests: number): void;
  /** Waits as one request has to. */
  ready(): Promise<void>;
}

/** A 1C that is awake and keeps nobody waiting, until it is told to. */
export function createSleepyOnec({ clock, sleep }: Pick<VirtualTime, 'clock' | 'sleep'>): SleepyOnec {
  let toWake = 0;
  let awakeAt: number | undefined;
  let delayed = { milliseconds: 0, requests: 0 };
  return {
    fallAsleep: (milliseconds) => {
      toWake = milliseconds;
      awakeAt = undefined;
    },
    delay: (milliseconds, requests) => {
      delayed = { milliseconds, requests };
    },
    ready: async () => {
      if (delayed.requests > 0) {
        delayed.requests -= 1;
        await sleep(delayed.milliseconds);
      }
      awakeAt ??= clock.now() + toWake;
      if (awakeAt > clock.now()) {
        await sleep(awakeAt - clock.now());
      }
    },
  };
}
