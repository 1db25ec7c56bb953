import { createAlertWatch } from '../alerts/alert-watch.ts';
import { createAlarmTopic } from '../platform/alarm-topic.ts';
import type { Stage } from './stage.ts';

/** The watch over what waits for people, which tells the topic of the stage's alarms. */
export function composeAlertWatch({ outcomes, exports, table, runtime, config }: Stage): () => Promise<void> {
  const notify = createAlarmTopic(config(['alarms']).ALARM_TOPIC_ARN);
  return createAlertWatch({ outcomes, exports, table, notify, clock: runtime.clock });
}
