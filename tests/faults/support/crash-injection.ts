import type { Io } from './ports.ts';
import type { Restore } from './stage.ts';

/** What becomes of a process, decided from outside at one of its steps. */
export interface Injection {
  readonly io: Io;
  /** The steps that were begun. */
  readonly steps: readonly string[];
}

/** Whether the blow falls just before a step is done, or after it was done and before the process knows. */
export type Moment = 'before' | 'after';

/** A process that nothing happens to. */
export function withoutFault(): Injection {
  const steps: string[] = [];
  return {
    steps,
    io: (step, operation) => {
      steps.push(step);
      return operation();
    },
  };
}

/** One place where a process may die: what lies outside of it then, and what it was about to do. */
interface Death {
  readonly step: string;
  readonly restore: Restore;
}

/** A process that nothing happens to, and all the deaths that it might have died. */
export interface Recorded extends Injection {
  /** One before each step. */
  readonly deaths: readonly Death[];
}

/**
 * Lets a process live and takes a snapshot before each of its steps, so that every death is tried without living up to it
 * again. Steps that are begun together are done one after the other: before each of them all that was begun earlier has taken
 * effect, as it does outside of a process that dies. A death after a step is a death before the next one, and after the last
 * one nothing is left to do.
 */
export function recorded(snapshot: () => Restore): Recorded {
  const steps: string[] = [];
  const deaths: Death[] = [];
  let earlier: Promise<unknown> = Promise.resolve();
  return {
    steps,
    deaths,
    io: (step, operation) => {
      steps.push(step);
      const done = earlier.then(() => {
        deaths.push({ step, restore: snapshot() });
        return operation();
      });
      earlier = done.catch(() => undefined);
      return done;
    },
  };
}

/** A process that dies at one step. */
export interface Killed extends Injection {
  /** Resolves when the process is dead; never, if it has fewer steps. */
  readonly death: Promise<'died'>;
  hasDied(): boolean;
}

/** Ends the process at its n-th step. */
export function killAt(step: number, moment: Moment): Killed {
  return killWhen((_name, count) => count === step, moment);
}

/**
 * Ends the process at the first step that is told to be its last. A dead process does nothing more: what it waits for never comes, so no handler of its
 * own runs and nothing is tidied up. What it had begun at the same time still takes effect outside.
 */
export function killWhen(isLastStep: (name: string, count: number) => boolean, moment: Moment): Killed {
  const { promise: death, resolve: die } = Promise.withResolvers<'died'>();
  const never = new Promise<never>(() => undefined);
  const steps: string[] = [];
  let isDead = false;
  const kill = (): Promise<never> => {
    isDead = true;
    die('died');
    return never;
  };
  return {
    steps,
    death,
    hasDied: () => isDead,
    io: async (name, operation) => {
      if (isDead) {
        return never;
      }
      steps.push(name);
      const isLast = isLastStep(name, steps.length);
      if (isLast && moment === 'before') {
        return kill();
      }
      const ended = await outcomeOf(operation);
      if (isLast) {
        return kill();
      }
      return isDead ? never : ended();
    },
  };
}

/** A process that is held up at one step. */
export interface HeldUp extends Injection {
  /** Resolves when the process stands still; never, if it has fewer steps. */
  readonly held: Promise<'held'>;
  goOn(): void;
}

/** Holds the process up at its n-th step until it may go on; it knows nothing of the time that has passed. */
export function holdAt(step: number, moment: Moment): HeldUp {
  const { promise: held, resolve: hold } = Promise.withResolvers<'held'>();
  const { promise: released, resolve: goOn } = Promise.withResolvers<void>();
  const steps: string[] = [];
  const standStill = (): Promise<void> => {
    hold('held');
    return released;
  };
  return {
    steps,
    held,
    goOn,
    io: async (name, operation) => {
      steps.push(name);
      const isHere = steps.length === step;
      if (isHere && moment === 'before') {
        await standStill();
      }
      const ended = await outcomeOf(operation);
      if (isHere && moment === 'after') {
        await standStill();
      }
      return ended();
    },
  };
}

/** A process that one step takes very long. */
export interface Delayed extends Injection {
  /** The steps that were begun after the long one. */
  later(): readonly string[];
}

/** Lets time pass between the end of the n-th step and its answer. */
export function delayAt(step: number, pass: () => Promise<void>): Delayed {
  const steps: string[] = [];
  let begunBefore = Number.POSITIVE_INFINITY;
  return {
    steps,
    later: () => steps.slice(begunBefore),
    io: async (name, operation) => {
      steps.push(name);
      const isHere = steps.length === step;
      const ended = await outcomeOf(operation);
      if (isHere) {
        await pass();
        begunBefore = steps.length;
      }
      return ended();
    },
  };
}

/** How an operation ended, to be told later. */
async function outcomeOf<Result>(operation: () => Promise<Result>): Promise<() => Result> {
  try {
    const result = await operation();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
