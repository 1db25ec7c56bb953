import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import type { Route } from '../../lib/server/http-routes.ts';

/** What stands in for the public catalogue bucket. */
export interface CatalogStore {
  /** `http://127.0.0.1:PORT` of the stand-in for S3. */
  readonly endpoint: string;
  readonly bucket: string;
}

const NOT_FOUND = { statusCode: 404, body: '' };

/**
 * `GET /{token}/{site}_catalog_icml.xml` as the catalogue's bucket answers it in the cloud (contract 2): the last complete
 * file with `ETag` and `Last-Modified`, 304 to whoever has it already. Whatever else is asked for is not there.
 */
export function catalogRoute({ endpoint, bucket }: CatalogStore): Route {
  const client = new S3Client({ endpoint, forcePathStyle: true });
  return {
    method: 'GET',
    pattern: '/{token}/{file}',
    functionName: 'catalog',
    handler: async ({ rawPath, headers }) => {
      const key = decodeURIComponent(rawPath.slice(1));
      if (!key.endsWith('_catalog_icml.xml')) {
        return NOT_FOUND;
      }
      try {
        const {
          Body,
          ETag = '',
          LastModified,
          ContentType = '',
        } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
        const validators = { etag: ETag, 'last-modified': LastModified?.toUTCString() ?? '' };
        return isKnown(headers, ETag, LastModified)
          ? { statusCode: 304, headers: validators, body: '' }
          : {
              statusCode: 200,
              headers: { ...validators, 'content-type': ContentType },
              body: bytes.toString('base64'),
              isBase64Encoded: true,
            };
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return NOT_FOUND;
        }
        throw error;
      }
    },
  };
}

/** `If-None-Match` goes before `If-Modified-Since` (RFC 9110, 13.2.2). */
function isKnown(
  headers: Readonly<Record<string, string | undefined>>,
  etag: string,
  modified: Date | undefined,
): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return modified !== undefined && Math.floor(modified.getTime() / 1000) * 1000 <= since;
}
