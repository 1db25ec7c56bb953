import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { FilesUnreachable } from './errors.ts';
import type { PublicFiles } from './public-files.ts';

export interface PublicFilesDeps {
  readonly bucket: string;
  readonly client: S3Client;
}

/** S3 takes at most 10,000 parts, so a file may be 80 GB long; two are held at a time. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

/**
 * Public files in an S3 bucket, uploaded in parts: S3 shows an object when its last part has come, and an upload that fails
 * is aborted. The function needs `s3:PutObject` and `s3:AbortMultipartUpload` on its objects.
 */
export function createPublicFiles({ bucket, client }: PublicFilesDeps): PublicFiles {
  return {
    publish: async (key, contentType, body) => {
      let bytes = 0;
      let fault: unknown;
      async function* counted(): AsyncGenerator<Uint8Array> {
        try {
          for await (const chunk of body) {
            bytes += chunk.length;
            yield chunk;
          }
        } catch (error) {
          fault = error;
          throw error;
        }
      }
      const upload = new Upload({
        client,
        queueSize: PARTS_AT_ONCE,
        partSize: PART_BYTES,
        params: { Bucket: bucket, Key: key, Body: Readable.from(counted()), ContentType: contentType },
      });
      try {
        await upload.done();
        return bytes;
      } catch (error) {
        throw fault === undefined ? new FilesUnreachable('publish', key, error) : fault;
      }
    },
  };
}
