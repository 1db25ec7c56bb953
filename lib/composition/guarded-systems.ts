import { CrmKeyRefused } from '../crm/errors.ts';
import { OnecLoginRefused } from '../onec/errors.ts';
import type { GuardedSystem } from '../state/login-hold.ts';

export const ONEC_LOGIN: GuardedSystem = {
  name: 'onec',
  advice:
    '1С не приняла имя или пароль пользователя обмена, и обмен на 15 минут перестал к ней обращаться: новые неверные попытки могли бы заблокировать этого пользователя. Проверьте ONEC_USER и ONEC_PASSWORD, и что этому пользователю в 1С включена аутентификация «1С:Предприятия» и вход не запрещен. Заказы не потеряны и загрузятся сами: после смены логина сразу, иначе со следующей попыткой.',
  isRefusal: (error) => error instanceof OnecLoginRefused,
};

export const CRM_KEY: GuardedSystem = {
  name: 'crm',
  advice:
    'RetailCRM не приняла ключ API, и обмен на 15 минут перестал к ней обращаться. Проверьте ключ в RetailCRM (Настройки → Интеграция → Ключи доступа к API) и значение CRM_API_KEY. Заказы не потеряны и загрузятся сами: после смены ключа сразу, иначе со следующей попыткой.',
  isRefusal: (error) => error instanceof CrmKeyRefused && !error.isRightMissing,
};
