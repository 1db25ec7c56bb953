import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { FilesUnreachable } from './errors.ts';
import type { PrivateFiles } from './private-files.ts';

export interface PrivateFilesDeps {
  readonly bucket: string;
  readonly client: S3Client;
}

/**
 * Private files in an S3 bucket, UTF-8. The last write wins: who may write is decided in the state table, since a
 * conditional write is not to be had everywhere.
 *
 * The function needs `s3:ListBucket` on the bucket besides the right to its objects: without it S3 answers 403 instead of
 * 404 for a key that does not exist, which is reported as {@link FilesUnreachable}.
 */
export function createPrivateFiles({ bucket, client }: PrivateFilesDeps): PrivateFiles {
  return {
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        return Buffer.from(bytes).toString('utf8');
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return undefined;
        }
        throw new FilesUnreachable('read', key, error);
      }
    },
    write: async (key, body, contentType) => {
      try {
        const bytes = Buffer.from(body, 'utf8');
        await client.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }),
        );
      } catch (error) {
        throw new FilesUnreachable('write', key, error);
      }
    },
  };
}
