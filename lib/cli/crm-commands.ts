import type { Command } from 'commander';
import type { Registration } from '../usecases/register-store.ts';
import type { Perform } from './settings-commands.ts';

export interface CrmCommandParts {
  /** Opened only by the command that needs it. */
  readonly registerStore: () => Promise<Registration>;
}

const REGISTERED: Readonly<Record<Registration, string>> = {
  registered:
    'Складская система успешно зарегистрирована! RetailCRM теперь принимает признак отгрузки и остатки из 1С; её собственный складской учёт выключен.\n',
  unchanged: 'Складская система этой версии уже зарегистрирована, делать ничего не нужно.\n',
};

/** Adds `crm register-store` (contract 4). */
export function addCrmCommands(program: Command, parts: CrmCommandParts, perform: Perform): void {
  program
    .command('crm')
    .description('настройка аккаунта RetailCRM')
    .command('register-store')
    .description(
      'зарегистрировать обмен складской системой аккаунта; выключает складской учёт самой RetailCRM',
    )
    .action(() =>
      perform(async () => {
        const registration = await parts.registerStore();
        return { exitCode: 0, text: REGISTERED[registration], data: { ok: true, registration } };
      }),
    );
}
