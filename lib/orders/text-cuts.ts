import type { Cut } from '../onec/ut/cut-texts.ts';
import type { Warning } from './problems.ts';

/** 1C cuts long texts without a word (onec-odata A7); the bridge cuts them itself and says so. */
export function textCut(orderNumber: string, cut: Cut): Warning {
  return {
    code: 'textCut',
    message: `Значение «${cut.property}» заказа ${orderNumber} длиннее, чем вмещает 1С: из ${cut.length} знаков записаны первые ${cut.kept}.`,
  };
}
