import type { QueueState } from '../usecases/queue-state.ts';

const NOTES: Readonly<Record<QueueState, string>> = {
  worked: '',
  nothingRuns:
    'Сейчас ничего не запущено, и очередь никто не разбирает: заказы загрузятся, когда вы запустите npm start с той же папкой DATA_DIR. Загрузить заказ сразу: orders import ID.\n',
  settingsUnusable:
    'Настроек обмена нет, или их не прочесть: пока это так, заказы ждут в очереди. Что не так, скажет settings export.\n',
  importSwitchedOff:
    'Загрузка заказов выключена (exchange.importOrders: false): обработчик пропустит эти заказы, отложенные останутся отложенными. Загрузить заказ сразу: orders import ID.\n',
};

/** What keeps queued orders from being imported, and what to do about it (N-11); empty if nothing does. */
export const queueNote = (state: QueueState): string => NOTES[state];

/** The same for programs: the reason, if there is one. */
export const queueFact = (state: QueueState): { readonly waits?: QueueState } =>
  state === 'worked' ? {} : { waits: state };
