import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * A DynamoDB client that gives up on one try after 3 s and on all of them after about 10 s. Region, credentials and a
 * stand-in's address (`AWS_ENDPOINT_URL_DYNAMODB`) come from the environment, as the SDK reads it.
 *
 * `requestTimeout` ends with the head of the answer and only logs a warning unless `throwOnRequestTimeout` is set;
 * `socketTimeout` is what ends a body that stalls.
 */
export function createStateClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1000,
      requestTimeout: 3000,
      socketTimeout: 3000,
      throwOnRequestTimeout: true,
    },
  });
}
