import type { Clock } from '../../platform/clock.ts';
import { BridgeError } from '../../platform/errors.ts';
import type { Lease } from '../../state/leases.ts';

/**
 * The lease was over before the work was. Another worker may have the order by now and know a newer state of it, so this one
 * writes nothing more and says nothing about the order; the message is the other's.
 */
export class LeaseOver extends BridgeError {
  constructor({ name, expiresAt }: Lease, cause?: unknown) {
    super(`the lease ${name} was over at ${new Date(expiresAt).toISOString()}, before the work was`, {
      code: 'leaseOver',
      retryable: true,
      advice:
        'Обработка заказа длилась дольше отведенного времени, и заказ перешел к другому обработчику. Загрузка повторится сама; если это бывает часто, проверьте, почему 1С или CRM отвечают медленно.',
      details: { lease: name },
      cause,
    });
  }
}

/** Whether the lease has run out by now, and the order may be in other hands. */
export const isOver = ({ expiresAt }: Lease, clock: Clock): boolean => clock.now() >= expiresAt;

/** @throws {LeaseOver} */
export function assertHeld(lease: Lease, clock: Clock): void {
  if (isOver(lease, clock)) {
    throw new LeaseOver(lease);
  }
}
