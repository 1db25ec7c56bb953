import { describe, expect, it } from 'vitest';
import { CrmRequestRefused } from '../../lib/crm/errors.ts';
import { answerFault } from '../../lib/onec/answer-fault.ts';
import { outsideText } from '../../lib/platform/outside-text.ts';

const PERSONAL = 'anna@example.ru, +7 (900) 000-00-01, 89000000001, Basic YWJjZDplZg==';
const LEAK = /anna|900\) 000|89000000001|YWJj/;

describe('words of somebody else in a message', () => {
  it('R-12: lose what looks like a person’s data or a secret, and are cut', () => {
    expect(outsideText(`Покупатель ${PERSONAL}`)).not.toMatch(LEAK);
    expect(outsideText('Покупатель')).toBe('Покупатель');
    expect(outsideText('я'.repeat(400))).toBe(`${'я'.repeat(300)}…`);
    expect(outsideText('яблоко', 2)).toBe('яб…');
  });

  it('R-12: of 1C and the CRM have lost it before they become advice', () => {
    const body = {
      'odata.error': { code: '-1', message: { lang: 'ru', value: `Закрыт период: ${PERSONAL}` } },
    };
    const text = JSON.stringify(body);
    const headers = new Headers({ 'content-type': 'application/json' });
    const refused = answerFault(
      { operation: 'post', set: 'Document_ЗаказКлиента' },
      { status: 500, headers, text },
    );
    expect(refused.advice).toContain('Закрыт период');
    expect(refused.advice).not.toMatch(LEAK);
    const request = { status: 400, request: 'POST /api/v5/orders/1/edit' };
    const fieldErrors = [{ field: 'phone', message: PERSONAL }];
    const told = new CrmRequestRefused({ ...request, errorMsg: `Нельзя: ${PERSONAL}`, fieldErrors });
    expect(`${told.advice} ${told.message}`).not.toMatch(LEAK);
  });
});
