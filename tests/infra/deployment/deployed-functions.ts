import { functionSources } from '../../../infra/build.ts';
import { JOB_NAMES, type JobName } from '../../../lib/jobs/registry.ts';

/** Functions that are no jobs. */
const OTHERS = ['trigger', 'order-worker', 'dead-letters', 'health', 'job-watch'] as const;

export type FunctionName = (typeof OTHERS)[number] | JobName;

/** Every function that is to be deployed; a test compares them with the files of `functions/`. */
export const NAMES: readonly FunctionName[] = [...OTHERS, ...JOB_NAMES];

/** What the resources of a function are called in the template. */
interface FunctionResources {
  readonly id: string;
  readonly role: string;
  readonly logGroup: string;
}

const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;

function resourcesOf(name: string): FunctionResources {
  const id = capital(name.replaceAll('-', 'Dash'));
  const role = name.split('-').map(capital).join('');
  return { id: `${id}LambdaFunction`, role: `${role}Role`, logGroup: `${id}LogGroup` };
}

export const FUNCTIONS = Object.fromEntries(NAMES.map((name) => [name, resourcesOf(name)])) as Readonly<
  Record<FunctionName, FunctionResources>
>;

/** The files of `functions/`. */
export const SOURCES: readonly string[] = [...functionSources().keys()];
