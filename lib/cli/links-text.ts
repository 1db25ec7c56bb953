import type { RebuildReason } from '../orders/rebuild/issues.ts';
import type { RebuildProgress } from '../orders/rebuild/rebuild-links.ts';
import type { FormerState, LinkCounts, RebuildReport } from '../orders/rebuild/report.ts';

const PHASES: Readonly<Record<RebuildProgress['phase'], string>> = {
  formerLinks: 'Чтение связей прежнего расширения',
  documents: 'Чтение заказов клиентов из 1С',
  orders: 'Поиск заказов',
  customers: 'Покупатели',
};

/** One line that tells how far the rebuilding has come. */
export const rebuildProgressText = ({ phase, done, total }: RebuildProgress): string =>
  total === undefined ? `${PHASES[phase]}…` : `${PHASES[phase]}: ${done} из ${total}`;

const FORMER: Readonly<Record<FormerState, string>> = {
  adopted: 'Связи прежнего расширения учтены.',
  none: 'Связей прежнего расширения в 1С нет.',
  notPublished:
    'Связи прежнего расширения не прочитаны: регистр сведений «Дополнительные сведения» или план видов характеристик «Дополнительные реквизиты и сведения» не входит в состав OData. Если расширение работало в этой базе, добавьте их и выполните команду ещё раз.',
  otherAccount:
    'Связи прежнего расширения не подтверждаются заказами этого аккаунта RetailCRM (похоже, они от другого аккаунта), поэтому по ним никто не связан.',
};

const REASONS: Readonly<Record<RebuildReason, string>> = {
  severalDocuments: 'Несколько документов на один заказ',
  severalOrders: 'Несколько заказов на один документ',
  linkedElsewhere: 'Уже связано с другим объектом',
  customerConflict: 'Покупателю отвечают разные объекты 1С',
  customerDiffers: 'Контрагент не похож на покупателя',
  orderMalformed: 'Ответ RetailCRM не разобран',
  notInCrm: 'Заказа нет в RetailCRM',
};

/** Issues of one reason that people are shown; programs get more. */
const MOST_SHOWN = 20;

/** What the rebuilding has done, for people; what needs nobody's attention comes last. */
export function rebuildText(report: RebuildReport): string {
  const { order, partner, counterparty } = report.links;
  const lines = [
    report.isDryRun ? 'Пробный запуск: ничего не записано.' : 'Связи восстановлены.',
    `Документов, которые могут быть заказами RetailCRM: ${report.documents}`,
    `Заказы: ${countsText(order)}`,
    `Партнеры: ${countsText(partner)}`,
    `Контрагенты: ${countsText(counterparty)}`,
    FORMER[report.former],
    ...(Object.keys(REASONS) as RebuildReason[]).flatMap((reason) => issueLines(reason, report)),
  ];
  return `${lines.join('\n')}\n`;
}

const countsText = ({ linked, known }: LinkCounts): string =>
  `связано ${linked}, были связаны раньше ${known}`;

function issueLines(reason: RebuildReason, { issues, issueCounts }: RebuildReport): readonly string[] {
  const total = issueCounts[reason] ?? 0;
  if (total === 0) {
    return [];
  }
  const shown = issues.filter((issue) => issue.reason === reason).slice(0, MOST_SHOWN);
  return [
    `${REASONS[reason]}: ${total}`,
    ...shown.map(({ message }) => `  ${message}`),
    ...(total > shown.length ? [`  …и ещё ${total - shown.length}`] : []),
  ];
}
