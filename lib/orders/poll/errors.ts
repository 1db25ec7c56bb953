import type { HistoryPosition } from '../../crm/history.ts';
import { BridgeError } from '../../platform/errors.ts';

/** A person named a position that the history has not reached: as the cursor it would pass changes that are still to come. */
export class PositionAhead extends BridgeError {
  constructor(position: HistoryPosition) {
    const place = 'sinceId' in position ? `record ${position.sinceId}` : position.startDate;
    super(`the history has not reached ${place} yet`, {
      code: 'positionAhead',
      retryable: false,
      scope: 'exchange',
      advice:
        'sinceId' in position
          ? `В истории RetailCRM нет ни записи ${position.sinceId}, ни более поздних: такая позиция пропустила бы будущие изменения. Позиция не изменена. Проверьте число.`
          : `Время ${position.startDate} ещё не наступило (по часам аккаунта, timeZone настроек): такая позиция пропустила бы изменения до него. Позиция не изменена. Проверьте дату.`,
      details: { ...position },
    });
  }
}
