import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Stage } from './config.ts';
import { BridgeError } from './errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of a process together with the kind of stage it runs on. */
export interface StageEnvironment {
  readonly stage: Stage;
  readonly environment: Environment;
}

/** The folder of secrets gave none: it is out of reach, forbidden, or empty. Without secrets nothing can start. */
export class SecretsUnreadable extends BridgeError {
  /** @param failure why it could not be read; undefined if it is empty. */
  constructor(path: string, failure?: { readonly cause: unknown }) {
    const why = failure === undefined ? 'there is nothing in it' : nameOf(failure.cause);
    const happened =
      failure === undefined
        ? `В папке ${path} хранилища параметров (SSM Parameter Store) нет ни одного секрета.`
        : `Секреты из папки ${path} хранилища параметров (SSM Parameter Store) не прочитаны: ${why}.`;
    super(`secrets: ${path} cannot be read: ${why}`, {
      code: 'secretsUnreadable',
      retryable: true,
      advice:
        `${happened} Функция не запускается, сообщения остаются в очереди, обмен повторит попытку сам. Проверьте, что ` +
        'SECRETS_PATH начинается с «/», что параметры в этой папке есть и что роли функции разрешено читать их и расшифровывать.',
      details: { path },
      ...failure,
    });
  }
}

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : 'unknown');

/** Secrets of contract 1; on a cloud stage a plain variable of this name is not believed. */
const SECRETS = ['CRM_API_KEY', 'ONEC_PASSWORD', 'WEBHOOK_PASSWORD', 'CONSOLE_PASSWORD'];

/**
 * The environment completed with the secrets of the stage. On a cloud stage `SECRETS_PATH` names a folder of encrypted
 * parameters (`/retailcrm-1c/prod/CRM_API_KEY` …) that is read here, at run time, so that no secret is ever a plain
 * variable of a function (contract 1); what lies in the folder goes before a variable of the same name. Without
 * `SECRETS_PATH` this is the local stack, the environment is complete, and nothing is read.
 *
 * @param makeClient called on a cloud stage only.
 * @throws {SecretsUnreadable} if the folder cannot be read or is empty.
 */
export async function withSecrets(
  environment: Environment,
  makeClient?: () => SSMClient,
): Promise<StageEnvironment> {
  const path = environment.SECRETS_PATH;
  if (path === undefined || path === '') {
    return { stage: 'local', environment };
  }
  const plain = Object.entries(environment).filter(([name]) => !SECRETS.includes(name));
  const secrets = await readSecrets(path, makeClient);
  return { stage: 'cloud', environment: { ...Object.fromEntries(plain), ...secrets } };
}

/** The store's client is loaded here and only here: whoever has a complete environment starts without it. */
async function readSecrets(path: string, makeClient?: () => SSMClient): Promise<Record<string, string>> {
  const store = await import('./parameter-store.ts');
  const secrets = await store
    .readFolder((makeClient ?? store.createSecretsClient)(), path)
    .catch((error: unknown) => {
      throw new SecretsUnreadable(path, { cause: error });
    });
  if (Object.keys(secrets).length === 0) {
    throw new SecretsUnreadable(path);
  }
  return secrets;
}
