import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Route } from '../../lib/server/http-routes.ts';

/** What stands in for the public catalogue bucket. */
export interface CatalogStore {
  /** `http://127.0.0.1:PORT` of the stand-in for S3. */
  readonly endpoint: string;
  readonly bucket: string;
}

const NOT_FOUND = { statusCode: 404, body: '' };

/**
 * `GET` and `HEAD` of `/{token}/{site}_catalog_icml.xml` as the catalogue's bucket answers them in the cloud (contract 2): the
 * last complete file with `ETag` and `Last-Modified`, 304 to whoever has it already. Whatever else is asked for is not there.
 */
export function catalogRoutes({ endpoint, bucket }: CatalogStore): readonly Route[] {
  const client = new S3Client({ endpoint, forcePathStyle: true });
  const handler: Route['handler'] = async (event) => {
    const key = keyOf(event.rawPath);
    if (key === undefined) {
      return NOT_FOUND;
    }
    try {
      return await answerOf(client, { Bucket: bucket, Key: key }, event);
    } catch (error) {
      if (error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500) {
        return NOT_FOUND;
      }
      throw error;
    }
  };
  const route = { pattern: '/{token}/{file}', functionName: 'catalog', handler };
  return [
    { ...route, method: 'GET' },
    { ...route, method: 'HEAD' },
  ];
}

/** @returns undefined for what is no catalogue's address: another file, a broken percent sign, a control character. */
function keyOf(path: string): string | undefined {
  try {
    const key = decodeURIComponent(path.slice(1));
    return /^[^/\p{Cc}]+\/[^/\p{Cc}]+_catalog_icml\.xml$/u.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The file itself is loaded for nobody who has it already or wants to know only how it is. */
async function answerOf(
  client: S3Client,
  object: { readonly Bucket: string; readonly Key: string },
  { headers, requestContext }: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const head = await client.send(new HeadObjectCommand(object));
  if (isKnown(headers, head)) {
    return { statusCode: 304, headers: validatorsOf(head), body: '' };
  }
  if (requestContext.http.method === 'HEAD') {
    return { statusCode: 200, headers: { ...headersOf(head), 'content-length': head.ContentLength ?? 0 } };
  }
  const file = await client.send(new GetObjectCommand(object));
  return {
    statusCode: 200,
    headers: headersOf(file),
    body: Buffer.from((await file.Body?.transformToByteArray()) ?? []).toString('base64'),
    isBase64Encoded: true,
  };
}

type Described = Pick<HeadObjectCommandOutput, 'ETag' | 'LastModified' | 'ContentType'>;

const validatorsOf = ({ ETag = '', LastModified }: Described) => ({
  etag: ETag,
  'last-modified': LastModified?.toUTCString() ?? '',
});

const headersOf = (file: Described) => ({ ...validatorsOf(file), 'content-type': file.ContentType ?? '' });

/** `If-None-Match` goes before `If-Modified-Since` (RFC 9110, 13.2.2). */
function isKnown(
  headers: Readonly<Record<string, string | undefined>>,
  { ETag: etag, LastModified: modified }: Described,
): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return modified !== undefined && Math.floor(modified.getTime() / 1000) * 1000 <= since;
}
