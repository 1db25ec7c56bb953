import type { Context } from 'aws-lambda';
import type { Clock } from '../platform/clock.ts';
import type { MakeId } from '../platform/ids.ts';

export interface LambdaRuntime {
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/** The context of one call of a function, as far as it means anything outside the cloud. */
export function lambdaContext(
  { clock, makeId }: LambdaRuntime,
  functionName: string,
  timeoutMs: number,
): Context {
  const endsAt = clock.now() + timeoutMs;
  const unsupported = (): never => {
    throw new Error('the callback style of Lambda is not supported');
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: makeId(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, endsAt - clock.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}
