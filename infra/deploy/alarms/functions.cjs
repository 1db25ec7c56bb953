// Two alarms for every function of serverless.yml: that it broke off, and that AWS refused to start it. Nobody has to remember them.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const SERVICE = readFileSync(join(__dirname, '../../../serverless.yml'), 'utf8');
const NAMES = [...SERVICE.matchAll(/^ {4}handler: dist\/(.+)\.handler$/gm)].map(([, name]) => name);

/** `order-worker` → `OrderWorker`, and as the packager calls it → `OrderDashworkerLambdaFunction`. */
const capital = (word) => word[0].toUpperCase() + word.slice(1);
const pascal = (name) => name.split('-').map(capital).join('');
const functionId = (name) => `${capital(name.replaceAll('-', 'Dash'))}LambdaFunction`;

const alarm = (name, kind, metric, description) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `\${self:service}-\${sls:stage}-${name}-${kind}`,
    AlarmDescription: description,
    Namespace: 'AWS/Lambda',
    MetricName: metric,
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: functionId(name) } }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    // A function that nobody called has no counts.
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: 'AlarmTopic' }],
    OKActions: [{ Ref: 'AlarmTopic' }],
  },
});

/**
 * A fault that is foreseen is caught, told in the log and tried again, so what the platform counts as an error of a function is
 * none of these: it crashed, ran out of time or memory, or could not read its parameters. One in five minutes is enough. The
 * errors of job-watch mean something else: see jobs.yml.
 */
const BROKE_OFF =
  'Функция обмена прервалась: сбой, не хватило времени или памяти, не прочитались параметры. Заказы не потеряны: они ждут в ' +
  'очереди или найдутся в истории RetailCRM. Причина — в журнале функции за эти минуты: CloudWatch, Log groups, /aws/lambda/ и имя ' +
  'функции, как в названии тревоги.';

/**
 * The two queues are worked off by at most two functions each, and a job runs alone, so a function is refused only when the
 * account's whole concurrency is used up, or the trigger's share of it. Neither should happen once.
 */
const REFUSED =
  'AWS отказалась запустить функцию: исчерпан предел одновременных запусков. Очередь и задания повторятся сами, а вызов триггера ' +
  'RetailCRM потерян, его изменение придёт со следующим проходом истории. Запросите в Service Quotas больший Concurrent executions для ' +
  'Lambda, а если тревога о функции trigger — проверьте параметр triggerConcurrency.';

module.exports = {
  Resources: Object.fromEntries([
    ...NAMES.filter((name) => name !== 'job-watch').map((name) => [
      `${pascal(name)}Errors`,
      alarm(name, 'errors', 'Errors', BROKE_OFF),
    ]),
    ...NAMES.map((name) => [`${pascal(name)}Throttles`, alarm(name, 'throttles', 'Throttles', REFUSED)]),
  ]),
};
