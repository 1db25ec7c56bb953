import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Stage } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of a process together with the kind of stage it runs on. */
export interface StageEnvironment {
  readonly stage: Stage;
  readonly environment: Environment;
}

/**
 * The environment completed with the secrets of the stage. On a cloud stage `SECRETS_PATH` names a folder of encrypted
 * parameters (`/retailcrm-1c/prod/CRM_API_KEY` …) that is read here, at run time, so that no secret is ever a plain
 * variable of a function; without `SECRETS_PATH` this is the local stack and the environment is complete.
 *
 * @throws what the parameter store's client throws, if the folder cannot be read.
 */
export async function withSecrets(environment: Environment): Promise<StageEnvironment> {
  const path = environment.SECRETS_PATH;
  if (path === undefined || path === '') {
    return { stage: 'local', environment };
  }
  return { stage: 'cloud', environment: { ...environment, ...(await readFolder(new SSMClient({}), path)) } };
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
