import { describe, expect, it } from 'vitest';
import { SettingsMissing, SettingsRefused, SettingsUnreadable } from '../../lib/settings/errors.ts';
import { queueStateOf } from '../../lib/usecases/queue-state.ts';
import { bridgeSettings } from '../orders/support/bridge.ts';

const over = (importOrders: boolean) => {
  const settings = bridgeSettings();
  return { version: 1, settings: { ...settings, exchange: { ...settings.exchange, importOrders } } };
};

describe('N-11: what becomes of orders that are queued now', () => {
  it.each([
    [true, 'worked'],
    [false, 'importSwitchedOff'],
  ] as const)('exchange.importOrders: %s', async (importOrders, state) => {
    expect(await queueStateOf({ load: async () => over(importOrders) })).toBe(state);
  });

  it.each([new SettingsMissing(), new SettingsRefused([]), new SettingsUnreadable(3, 'settings/3.json')])(
    'they wait for settings that can be used: %s',
    async (error) => {
      expect(await queueStateOf({ load: () => Promise.reject(error) })).toBe('settingsUnusable');
    },
  );

  it('is not known while the table is away', async () => {
    const away = new Error('away');
    await expect(queueStateOf({ load: () => Promise.reject(away) })).rejects.toBe(away);
  });
});
