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
  'dead-letters': {
    id: 'DeadDashlettersLambdaFunction',
    role: 'DeadLettersRole',
    logGroup: 'DeadDashlettersLogGroup',
  },
  health: { id: 'HealthLambdaFunction', role: 'HealthRole', logGroup: 'HealthLogGroup' },
} as const;

export type FunctionName = keyof typeof FUNCTIONS;
export const NAMES = Object.keys(FUNCTIONS) as FunctionName[];
