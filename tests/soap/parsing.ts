import { parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { type FaultReason, SoapFault } from '../../lib/soap/soap-fault.ts';

/** The fault that answers a body. @throws {Error} if the body was accepted, and whatever the parser throws instead. */
export function faultOf(body: string | Uint8Array): SoapFault {
  try {
    parseEditOrder(body);
  } catch (error) {
    if (error instanceof SoapFault) {
      return error;
    }
    throw error;
  }
  throw new Error('the body was accepted');
}

/** Why a body was refused. @throws {Error} as {@link faultOf}. */
export const reasonOf = (body: string | Uint8Array): FaultReason => faultOf(body).reason;
