import { expect, it } from 'vitest';
import { FUNCTIONS, type FunctionName, NAMES } from './deployed-functions.ts';
import type { Packaged } from './package-stack.ts';
import { ofType, properties } from './template.ts';

/** What brings a person, and when. */
export function describeAlarms(packaged: () => Packaged): void {
  /** The alarms on one metric of one thing, what they say left out. */
  function alarmsOn(Namespace: string, MetricName: string, dimension: string) {
    return [...ofType(packaged().template, 'AWS::CloudWatch::Alarm').values()].flatMap(({ Properties }) => {
      const { AlarmName, AlarmDescription, AlarmActions, OKActions, Dimensions, ...rest } = Properties;
      const [found] = Dimensions as [{ Value: string }];
      const isMeant = rest.Namespace === Namespace && rest.MetricName === MetricName;
      return isMeant && found.Value === dimension ? [rest] : [];
    });
  }

  const ofFunction = (metric: string, name: FunctionName) =>
    alarmsOn('AWS/Lambda', metric, FUNCTIONS[name].id);

  const oneInFiveMinutes = {
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };

  it.each(NAMES.filter((name) => name !== 'job-watch'))('%s: one error in five minutes', (name) => {
    expect(ofFunction('Errors', name)).toEqual([expect.objectContaining(oneInFiveMinutes)]);
  });

  it.each(NAMES)('%s: one refused start in five minutes', (name) => {
    expect(ofFunction('Throttles', name)).toEqual([expect.objectContaining(oneInFiveMinutes)]);
  });

  it('stale jobs: two failures of the watch in a quarter of an hour, or no watch at all', () => {
    expect(ofFunction('Errors', 'job-watch')).toEqual([
      expect.objectContaining({
        ...oneInFiveMinutes,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        TreatMissingData: 'breaching',
      }),
    ]);
  });

  it('an order that waits for an hour', () => {
    expect(alarmsOn('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'OrderQueue.QueueName')).toEqual([
      expect.objectContaining({ ...oneInFiveMinutes, Statistic: 'Maximum', Threshold: 3600 }),
    ]);
  });

  it('an order that is tried in vain for an hour', () => {
    expect(alarmsOn('AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', 'OrderQueue.QueueName')).toEqual([
      expect.objectContaining({ ...oneInFiveMinutes, Statistic: 'Minimum', EvaluationPeriods: 12 }),
    ]);
  });

  it('a dead letter, received or not; on until those that stay are received again', () => {
    const [came, ...others] = alarmsOn('AWS/SQS', 'NumberOfMessagesReceived', 'OrderDeadLetters.QueueName');
    expect(others).toEqual([]);
    expect(came).toMatchObject({ ...oneInFiveMinutes, EvaluationPeriods: 4, DatapointsToAlarm: 1 });
    const { VisibilityTimeout } = properties(packaged().template, 'OrderDeadLetters');
    expect(Number(came?.Period) * Number(came?.EvaluationPeriods)).toBeGreaterThan(Number(VisibilityTimeout));
    expect(
      alarmsOn('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'OrderDeadLetters.QueueName'),
    ).toMatchObject([{ ...oneInFiveMinutes, Statistic: 'Minimum', EvaluationPeriods: 3 }]);
  });

  it('an answer 5xx of the API', () => {
    expect(alarmsOn('AWS/ApiGateway', '5xx', 'HttpApi')).toEqual([expect.objectContaining(oneInFiveMinutes)]);
  });

  it('ten refused calls in five minutes, for half an hour', () => {
    expect(alarmsOn('AWS/ApiGateway', '4xx', 'HttpApi')).toEqual([
      expect.objectContaining({ ...oneInFiveMinutes, EvaluationPeriods: 6, Threshold: 10 }),
    ]);
  });

  it.each(['ReadThrottleEvents', 'WriteThrottleEvents'])(
    '%s of the state table for a quarter of an hour',
    (metric) => {
      expect(alarmsOn('AWS/DynamoDB', metric, 'StateTable')).toEqual([
        expect.objectContaining({ ...oneInFiveMinutes, EvaluationPeriods: 3 }),
      ]);
    },
  );

  it('every alarm has a name of this stage, is told to the topic with its end, and says in Russian what to do', () => {
    const alarms = [...ofType(packaged().template, 'AWS::CloudWatch::Alarm').values()];
    expect(alarms).toHaveLength(NAMES.length * 2 + 8);
    expect(new Set(alarms.map(({ Properties }) => Properties.AlarmName)).size).toBe(alarms.length);
    for (const { Properties } of alarms) {
      expect(Properties).toMatchObject({
        AlarmName: expect.stringMatching(/^retailcrm-1c-test-[a-z0-9-]+$/),
        AlarmDescription: expect.stringMatching(/[а-яё]{3}.*\.$/),
        AlarmActions: ['AlarmTopic'],
        OKActions: ['AlarmTopic'],
      });
      // CloudWatch takes no longer one.
      expect(String(Properties.AlarmDescription).length).toBeLessThanOrEqual(1024);
    }
  });

  it('without an address nobody subscribes to the topic', () => {
    const { conditions, resources } = packaged().template;
    expect(resources.AlarmEmail?.Condition).toBe('HasAlarmEmail');
    expect(conditions.HasAlarmEmail).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AlarmEmailAddress' }, 'none'] }],
    });
  });
}
