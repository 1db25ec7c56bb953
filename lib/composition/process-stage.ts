import { readConfig, type Section } from '../platform/config.ts';
import { createLog } from '../platform/log.ts';
import { withDigestKey, withSecrets } from '../platform/secrets.ts';
import { createStage, type Stage } from './stage.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The stage of this process: functions that run in one process share it. */
let opened: Promise<Stage> | undefined;

/**
 * The stage that the environment of the process means, opened by whoever asks first.
 *
 * @param service name of the function that asks; the log of the shared parts has the name of the first.
 * @param wanted what the function needs of the configuration, checked before it touches anything.
 * @throws {SecretsUnreadable} {DigestKeyMissing} {ConfigurationFault} naming every faulty variable at once; the next call opens it anew.
 */
export async function processStage<S extends Section>(
  environment: Environment,
  service: string,
  wanted: readonly S[],
): Promise<Stage> {
  opened ??= open(environment, service, wanted.includes('digest' as S)).catch((failure: unknown) => {
    opened = undefined;
    throw failure;
  });
  const stage = await opened;
  stage.config(wanted);
  return stage;
}

/** @param hasDigests the key of digests is made if it is not there; only who needs it has the right to. */
async function open(given: Environment, service: string, hasDigests: boolean): Promise<Stage> {
  const secrets = await withSecrets(given);
  const { stage, environment } = hasDigests ? await withDigestKey(secrets) : secrets;
  const config = <S extends Section>(wanted: readonly S[]) => readConfig(environment, stage, wanted);
  return createStage({ config, log: createLog(service, config(['log'])) });
}
