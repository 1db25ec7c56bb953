import { CrmKeyRefused } from '../crm/errors.ts';
import { OnecLoginRefused } from '../onec/errors.ts';
import type { GuardedSystem } from '../state/with-login-breaker.ts';

export const ONEC_LOGIN: GuardedSystem = {
  name: 'onec',
  advice: (until, next) =>
    `1С не приняла имя или пароль пользователя обмена. Новые неверные попытки могли бы заблокировать этого пользователя, поэтому обмен не обращается к 1С до ${until}, следующая попытка ${next}. Проверьте ONEC_USER и ONEC_PASSWORD, и что этому пользователю в 1С включена аутентификация «1С:Предприятия» и вход не запрещён. Заказы не потеряны и загрузятся сами; проверить вход раньше можно командой orders import ID, она делает одну попытку.`,
  isRefusal: (error) => error instanceof OnecLoginRefused,
};

export const CRM_KEY: GuardedSystem = {
  name: 'crm',
  advice: (until, next) =>
    `RetailCRM не приняла ключ API, и обмен не обращается к ней до ${until}, следующая попытка ${next}. Проверьте ключ в RetailCRM (Настройки → Интеграция → Ключи доступа к API) и значение CRM_API_KEY. Заказы не потеряны и загрузятся сами; проверить ключ раньше можно командой orders import ID, она делает одну попытку.`,
  isRefusal: (error) => error instanceof CrmKeyRefused && !error.isRightMissing,
};
