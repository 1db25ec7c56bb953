import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { composeOrderQueue } from '../lib/composition/order-queue.ts';
import { isAuthorized, type Login } from '../lib/platform/basic-auth.ts';
import { type Clock, systemClock } from '../lib/platform/clock.ts';
import { readConfig } from '../lib/platform/config.ts';
import { errorFields } from '../lib/platform/errors.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog, type Log } from '../lib/platform/log.ts';
import { withSecrets } from '../lib/platform/secrets.ts';
import type { OrderQueue } from '../lib/queue/order-item.ts';
import { callRecord } from '../lib/soap/call-record.ts';
import { serveEditOrder } from '../lib/soap/edit-order-service.ts';
import { serviceAddress } from '../lib/soap/route.ts';

export interface TriggerDeps {
  /** What the CRM's trigger sends as Basic authentication. */
  readonly login: Login;
  readonly publicUrl: string | undefined;
  readonly queue: Pick<OrderQueue, 'send'>;
  readonly log: Log;
  readonly clock: Clock;
}

type TriggerHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** The web service that 1C used to publish: RetailCRM's trigger posts `EditOrder` here (contract 2). */
export function createTriggerHandler({ login, publicUrl, queue, log, clock }: TriggerDeps): TriggerHandler {
  return async ({ requestContext, rawPath, rawQueryString, headers, body = '', isBase64Encoded }) => {
    const startedAt = clock.now();
    const { answer, outcome } = await serveEditOrder(
      {
        method: requestContext.http.method,
        path: rawPath,
        rawQuery: rawQueryString,
        contentType: headers['content-type'],
        authorized: isAuthorized(headers.authorization, login),
        readBody: () => (isBase64Encoded ? Buffer.from(body, 'base64') : body),
        address: serviceAddress(publicUrl, requestContext.domainName, rawPath),
      },
      (orderId) => queue.send({ orderId }),
    );
    const { level, message, fields, cause } = callRecord(outcome);
    const failure = cause === undefined ? {} : errorFields(cause);
    log[level](message, {
      ...fields,
      status: answer.status,
      durationMs: clock.now() - startedAt,
      ...failure,
    });
    return { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body };
  };
}

/** The cloud's entry. */
export const handler: TriggerHandler = lazily(async () => {
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['log', 'webhook', 'queue']);
  return createTriggerHandler({
    login: { user: config.WEBHOOK_USER, password: config.WEBHOOK_PASSWORD },
    publicUrl: config.PUBLIC_URL,
    queue: composeOrderQueue(config),
    log: createLog('trigger', config),
    clock: systemClock,
  });
});
