import type { Command } from 'commander';
import type { CatalogUrls, SiteCatalogUrl } from '../usecases/catalog-urls.ts';
import type { Registration } from '../usecases/register-store.ts';
import type { Perform } from './settings-commands.ts';

export interface CrmCommandParts {
  /** Opened only by the command that needs it. */
  readonly registerStore: () => Promise<Registration>;
  readonly catalogUrls: () => Promise<CatalogUrls>;
}

const REGISTERED: Readonly<Record<Registration, string>> = {
  registered:
    'Складская система успешно зарегистрирована! RetailCRM теперь принимает признак отгрузки и остатки из 1С; её собственный складской учёт выключен.\n',
  unchanged: 'Складская система этой версии уже зарегистрирована, делать ничего не нужно.\n',
};

/** Adds `crm register-store` and `crm catalog-url [--set]` (contract 4). */
export function addCrmCommands(program: Command, parts: CrmCommandParts, perform: Perform): void {
  const crm = program.command('crm').description('настройка аккаунта RetailCRM');
  crm
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
  crm
    .command('catalog-url')
    .description('адреса файлов каталога; адрес секретный, в файле есть закупочные цены')
    .option('--set', 'записать адреса в настройки магазинов RetailCRM и включить загрузку')
    .action(({ set = false }: { readonly set?: boolean }) =>
      perform(async () => {
        const sites = await (await parts.catalogUrls())(set);
        const isDone = sites.every(({ url, isRead }) => url !== undefined && (isRead || !set));
        return { exitCode: isDone ? 0 : 1, text: sites.map(siteText).join(''), data: { ok: isDone, sites } };
      }),
    );
}

function siteText({ site, url, inCrm, isRead }: SiteCatalogUrl): string {
  if (url === undefined) {
    return `Магазин ${site}: файл каталога ещё не публиковался, адреса нет. Выполните catalog publish.\n`;
  }
  const state = isRead
    ? 'RetailCRM загружает этот файл.'
    : `RetailCRM загружает ${inCrm === undefined ? 'пока ничего' : `другой файл: ${inCrm}`}. Записать адрес: crm catalog-url --set.`;
  return `Магазин ${site}: ${url}\n  ${state}\n`;
}
