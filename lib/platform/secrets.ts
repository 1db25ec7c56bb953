import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
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
  makeClient: () => SSMClient = createSecretsClient,
): Promise<StageEnvironment> {
  const path = environment.SECRETS_PATH;
  if (path === undefined || path === '') {
    return { stage: 'local', environment };
  }
  const plain = Object.entries(environment).filter(([name]) => !SECRETS.includes(name));
  const secrets = await readSecrets(makeClient(), path);
  return { stage: 'cloud', environment: { ...Object.fromEntries(plain), ...secrets } };
}

/**
 * The store's client; region and login come from the environment, as the SDK reads them. Three tries of a second and a
 * half: a start that waits longer keeps the CRM's trigger waiting too.
 */
function createSecretsClient(): SSMClient {
  return new SSMClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1500, throwOnRequestTimeout: true },
  });
}

async function readSecrets(client: SSMClient, path: string): Promise<Record<string, string>> {
  const secrets = await readFolder(client, path).catch((error: unknown) => {
    throw new SecretsUnreadable(path, { cause: error });
  });
  if (Object.keys(secrets).length === 0) {
    throw new SecretsUnreadable(path);
  }
  return secrets;
}

async function readFolder(client: SSMClient, path: string): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {};
  let next: string | undefined;
  do {
    const page = await client.send(
      new GetParametersByPathCommand({
        Path: path,
        WithDecryption: true,
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    for (const { Name, Value } of page.Parameters ?? []) {
      if (Name !== undefined && Value !== undefined) {
        secrets[Name.slice(Name.lastIndexOf('/') + 1)] = Value;
      }
    }
    next = page.NextToken;
  } while (next !== undefined);
  return secrets;
}
