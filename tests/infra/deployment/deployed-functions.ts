/** Function → what its resources are called in the template. */
export const FUNCTIONS = {
  trigger: { id: 'TriggerLambdaFunction', role: 'TriggerRole', logGroup: 'TriggerLogGroup' },
  'order-worker': {
    id: 'OrderDashworkerLambdaFunction',
    role: 'OrderWorkerRole',
    logGroup: 'OrderDashworkerLogGroup',
  },
  'order-poll': {
    id: 'OrderDashpollLambdaFunction',
    role: 'OrderPollRole',
    logGroup: 'OrderDashpollLogGroup',
  },
  'parked-replay': {
    id: 'ParkedDashreplayLambdaFunction',
    role: 'ParkedReplayRole',
    logGroup: 'ParkedDashreplayLogGroup',
  },
  'stock-push': {
    id: 'StockDashpushLambdaFunction',
    role: 'StockPushRole',
    logGroup: 'StockDashpushLogGroup',
  },
  'price-push': {
    id: 'PriceDashpushLambdaFunction',
    role: 'PricePushRole',
    logGroup: 'PriceDashpushLogGroup',
  },
  'catalog-publish': {
    id: 'CatalogDashpublishLambdaFunction',
    role: 'CatalogPublishRole',
    logGroup: 'CatalogDashpublishLogGroup',
  },
  'dead-letters': {
    id: 'DeadDashlettersLambdaFunction',
    role: 'DeadLettersRole',
    logGroup: 'DeadDashlettersLogGroup',
  },
  health: { id: 'HealthLambdaFunction', role: 'HealthRole', logGroup: 'HealthLogGroup' },
  'job-watch': {
    id: 'JobDashwatchLambdaFunction',
    role: 'JobWatchRole',
    logGroup: 'JobDashwatchLogGroup',
  },
} as const;

export type FunctionName = keyof typeof FUNCTIONS;
export const NAMES = Object.keys(FUNCTIONS) as FunctionName[];
