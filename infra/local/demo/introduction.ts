import { relative } from 'node:path';
import type { FirstSettings } from '../first-settings.ts';
import type { LocalStack } from '../local-stack.ts';

const SOURCES: Readonly<Record<FirstSettings['source'], string>> = {
  stored: 'сохранённые раньше',
  file: 'из SETTINGS_FILE',
  sandbox: 'для песочниц',
};

/** Tells a person what runs where. */
export function introduce(stack: LocalStack, say: (line: string) => void): void {
  const { systems, settings, url } = stack;
  say('Обмен RetailCRM — 1С:УТ 11, локальный стек');
  say(`  RetailCRM: ${systems.crmUrl} (${describeCrm(stack)})`);
  say(
    `  1С:        ${systems.onecUrl} (${systems.isOnecSandbox ? 'песочница, УТ 11.5.20' : 'внешняя база'})`,
  );
  say(
    settings === undefined
      ? '  Настройки: не заданы. Сохраните их: npm run cli -- settings import ФАЙЛ; заказы ждут в очереди'
      : `  Настройки: версия ${settings.version}, ${SOURCES[settings.source]}`,
  );
  say(`  Триггер:   POST ${url}/ws/ws1.1cws, описание службы — GET с ?wsdl`);
  say(`  Состояние: GET ${url}/health`);
  say(`  Задания:   POST ${url}/local/jobs/order-poll, их журнал: npm run cli -- runs`);
  say(`  Журнал:    ${relative(process.cwd(), stack.logFile)}`);
  say('');
}

function describeCrm({ systems }: LocalStack): string {
  return systems.sandboxCrm === undefined
    ? 'внешний аккаунт'
    : `песочница, заказов: ${systems.sandboxCrm.orderIds().length}`;
}
