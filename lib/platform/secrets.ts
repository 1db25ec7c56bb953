import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Stage } from './config.ts';
import { randomDigestKey } from './digest.ts';
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
const SECRETS = ['CRM_API_KEY', 'ONEC_PASSWORD', 'WEBHOOK_PASSWORD', 'CONSOLE_PASSWORD', 'DIGEST_KEY'];

/**
 * A process is on a cloud stage if Lambda runs it, which says so itself in a variable that no deployment can forget or change,
 * or if a folder of secrets is named. A function that needs no secret has no folder, and is on a cloud stage all the same.
 */
const stageOf = ({ SECRETS_PATH, AWS_LAMBDA_FUNCTION_NAME }: Environment): Stage =>
  (SECRETS_PATH ?? '') === '' && (AWS_LAMBDA_FUNCTION_NAME ?? '') === '' ? 'local' : 'cloud';

/**
 * The environment completed with the secrets of the stage. On a cloud stage `SECRETS_PATH` names a folder of encrypted
 * parameters (`/retailcrm-1c/prod/CRM_API_KEY` …) that is read here, at run time, so that no secret is ever a plain
 * variable of a function (contract 1); what lies in the folder goes before a variable of the same name. Whoever names no folder
 * there gets no secret. In the local stack the environment is complete, and nothing is read.
 *
 * @param makeClient called where a folder is named only.
 * @param stage for whoever knows by other signs where it is.
 * @throws {SecretsUnreadable} if the folder cannot be read or is empty.
 */
export async function withSecrets(
  environment: Environment,
  makeClient?: () => SSMClient,
  stage: Stage = stageOf(environment),
): Promise<StageEnvironment> {
  if (stage === 'local') {
    return { stage, environment };
  }
  const plain = Object.entries(environment).filter(([name]) => !SECRETS.includes(name));
  const path = environment.SECRETS_PATH ?? '';
  const secrets = path === '' ? {} : await readSecrets(path, makeClient);
  return { stage, environment: { ...Object.fromEntries(plain), ...secrets } };
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

/** The key of digests is not there, and whoever runs may not make it. */
export class DigestKeyMissing extends BridgeError {
  constructor(path: string, cause: unknown) {
    super(`secrets: ${path}/DIGEST_KEY is not there and cannot be made: ${nameOf(cause)}`, {
      code: 'digestKeyMissing',
      retryable: true,
      scope: 'exchange',
      advice:
        `В папке ${path} хранилища параметров (SSM Parameter Store) ещё нет параметра DIGEST_KEY, а создать его не вышло: ${nameOf(cause)}. ` +
        'Этим ключом обмен заменяет телефоны и почту покупателей в своей памяти на отпечатки. Его сама создаёт функция order-worker при первом ' +
        'заказе: проверьте, что её роли разрешено ssm:PutParameter на этот параметр, или создайте его вручную (SecureString, любая случайная строка от 32 знаков).',
      details: { path },
      cause,
    });
  }
}

/**
 * The environment of a stage with the key of its digests (D-25). On a cloud stage whoever needs the key first makes it: a
 * parameter that is written once and never again, so that of several who try at once one wins and the others read his.
 * The local stack keeps the key in its own folder, and nothing is done here.
 *
 * @param makeClient called on a cloud stage without a key only.
 * @throws {DigestKeyMissing} if the key is not there and may not be made.
 */
export async function withDigestKey(
  given: StageEnvironment,
  makeClient?: () => SSMClient,
): Promise<StageEnvironment> {
  const { stage, environment } = given;
  const path = environment.SECRETS_PATH;
  if (stage === 'local' || path === undefined || (environment.DIGEST_KEY ?? '') !== '') {
    return given;
  }
  const store = await import('./parameter-store.ts');
  const client = (makeClient ?? store.createSecretsClient)();
  try {
    const key = await store.ensureParameter(client, path, 'DIGEST_KEY', randomDigestKey());
    return { stage, environment: { ...environment, DIGEST_KEY: key } };
  } catch (error) {
    throw new DigestKeyMissing(path, error);
  }
}
