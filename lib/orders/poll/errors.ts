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

/**
 * The stored cursor counts records of another account, or the account's history has become shorter than it was (D-2): the
 * account was exchanged or restored from a copy. Every pass would find nothing and pass over whatever comes.
 */
export class CursorAhead extends BridgeError {
  /** @param of the cursor's account and the one that is asked now, where they differ. */
  constructor(sinceId: number | undefined, of?: { readonly stored: string; readonly current: string }) {
    const record = sinceId === undefined ? '' : ` (запись ${sinceId})`;
    super(
      of === undefined
        ? `the history ends before the cursor, record ${sinceId ?? 'none'}`
        : `the cursor is of the account ${of.stored}, not of ${of.current}`,
      {
        code: 'cursorAhead',
        retryable: false,
        scope: 'exchange',
        advice: `${
          of === undefined
            ? `История RetailCRM кончается раньше места, до которого обмен её прочёл${record}: похоже, аккаунт восстановлен из копии или заменён`
            : `Место, до которого прочтена история${record}, относится к аккаунту ${of.stored}, а CRM_URL указывает на ${of.current}`
        }. Изменения заказов не загружаются. Проверьте CRM_URL и задайте место заново: orders poll --since ДАТА, с запасом до замены; заказы, которые в 1С уже есть, второй раз не появятся.`,
        details: { ...(sinceId === undefined ? {} : { sinceId }), ...of },
      },
    );
  }
}
