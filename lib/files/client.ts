import { S3Client } from '@aws-sdk/client-s3';

/**
 * An S3 client that gives up on one try after 10 s. Region, credentials and a stand-in's address (`AWS_ENDPOINT_URL_S3`)
 * come from the environment, as the SDK reads it.
 *
 * @param options.forcePathStyle true for the local stand-in, whose buckets have no host names of their own.
 *
 * `requestTimeout` ends with the head of the answer and only logs a warning unless `throwOnRequestTimeout` is set;
 * `socketTimeout` is what ends a body that stalls.
 */
export function createFilesClient(options: { readonly forcePathStyle: boolean }): S3Client {
  return new S3Client({
    ...options,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1000,
      requestTimeout: 10_000,
      socketTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  });
}
