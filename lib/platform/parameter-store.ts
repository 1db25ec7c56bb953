import {
  GetParametersByPathCommand,
  ParameterAlreadyExists,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';

/**
 * The store's client; region and login come from the environment, as the SDK reads them. Three tries of a second and a
 * half: a start that waits longer keeps the CRM's trigger waiting too.
 */
export function createSecretsClient(): SSMClient {
  return new SSMClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1500, throwOnRequestTimeout: true },
  });
}

/** All parameters of a folder, decrypted, by the last part of their names. @throws whatever the client throws. */
export async function readFolder(client: SSMClient, path: string): Promise<Record<string, string>> {
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

/**
 * Writes a secret parameter unless it exists.
 *
 * @returns what it holds now: another one's value, if somebody else was first.
 * @throws whatever the client throws.
 */
export async function ensureParameter(
  client: SSMClient,
  path: string,
  name: string,
  value: string,
): Promise<string> {
  try {
    await client.send(
      new PutParameterCommand({
        Name: `${path}/${name}`,
        Value: value,
        Type: 'SecureString',
        Overwrite: false,
      }),
    );
    return value;
  } catch (error) {
    const held = error instanceof ParameterAlreadyExists ? (await readFolder(client, path))[name] : undefined;
    if (held === undefined) {
      throw error;
    }
    return held;
  }
}
