import type { CrmOrder } from '../../crm/order.ts';
import { parseKopecks } from '../../money/kopecks.ts';
import { faultText, type ReferenceFault } from '../../references/reference-faults.ts';
import type { Problem } from '../problems.ts';

/**
 * The references of the settings that an order needs and that 1C does not have (N-1): those that its planned writes would carry
 * into the base. So no flow writes a reference into the void, whichever setting it took it from, and an order that needs none
 * of the faulty ones goes on.
 *
 * @param writes planned ones; of each its `body` is looked into.
 * @param site index of the order's site in `sites`; another site's own references are no matter of this order.
 */
export function settingsProblems(
  order: CrmOrder,
  site: number,
  writes: readonly object[],
  faults: readonly ReferenceFault[],
): readonly Problem[] {
  const bodies = writes.flatMap((write) => ('body' in write ? [JSON.stringify(write.body)] : []));
  const isCarried = ({ key }: ReferenceFault) => bodies.some((body) => body.includes(key));
  return faults
    .filter((fault) => fault.site === undefined || fault.site === site)
    .filter((fault) => isCarried(fault) || isMissed(fault, bodies))
    .filter(({ path }) => path !== 'deliveryItem' || hasDelivery(order))
    .map((fault) => settingsProblem(order, fault));
}

const NEW_ORDER = '"НомерПоДаннымКлиента"';
const AGREEMENT = '"Соглашение_Key"';

/** An agreement that 1C does not have leaves no trace in the plan: a new order would just go without one. */
const isMissed = ({ path, kind }: ReferenceFault, bodies: readonly string[]): boolean =>
  kind === 'absent' &&
  path.endsWith('.agreement') &&
  bodies.some((body) => body.includes(NEW_ORDER) && !body.includes(AGREEMENT));

const hasDelivery = ({ delivery }: CrmOrder): boolean => parseKopecks(delivery.cost ?? '0') > 0;

function settingsProblem(order: CrmOrder, fault: ReferenceFault): Problem {
  return {
    reason: 'settingsIncomplete',
    message: `Заказ ${order.number} не загружен: ${fault.path} в настройках обмена — ${faultText(fault)}. Исправьте настройки или этот элемент в 1С; заказ потом загрузится сам.`,
    details: { order: order.number, path: fault.path },
  };
}
