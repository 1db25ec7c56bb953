import { innerError } from '../odata/fault.ts';
import { type Entity, textOf } from '../store/entity.ts';
import type { Behaviour, WriteContext } from './behaviour.ts';
import { nextNumber } from './catalog.ts';

/** What every document does: the closed period, and its number by organisation and year (onec-odata F1). */
export const document: Behaviour = {
  beforeWrite(draft, context) {
    refuseClosedPeriod(draft, context);
    if (textOf(draft, 'Number') === '') {
      draft.Number = nextDocumentNumber(draft, context);
    } else {
      refuseTakenNumber(draft, context);
    }
  },
};

function refuseClosedPeriod(draft: Entity, { base }: WriteContext): void {
  const { closedUntil } = base.switches;
  if (closedUntil !== '' && textOf(draft, 'Date').slice(0, 10) <= closedUntil) {
    throw innerError(
      `Изменение данных за ${textOf(draft, 'Date').slice(0, 10)} запрещено: установлена дата запрета`,
    );
  }
}

function nextDocumentNumber(draft: Entity, context: WriteContext): string {
  const organization = context.transaction.get('Catalog_Организации', textOf(draft, 'Организация_Key'));
  const prefix = `${textOf(organization ?? {}, 'Префикс').padStart(2, '0')}00-`;
  const length = context.own.description.kind === 'document' ? context.own.description.numberLength : 0;
  return nextNumber(
    prefix,
    length,
    sameYear(draft, context).map((other) => textOf(other, 'Number')),
  );
}

function refuseTakenNumber(draft: Entity, context: WriteContext): void {
  const number = textOf(draft, 'Number');
  const before = context.transaction.get(context.own.set, textOf(draft, 'Ref_Key'));
  if (before !== undefined && before.Number === number && yearOf(before) === yearOf(draft)) {
    return;
  }
  if (sameYear(draft, context).some((other) => textOf(other, 'Number') === number)) {
    throw innerError(`Номер "${number}" не уникален`);
  }
}

/** The other documents whose numbers compete with the draft's: numbering starts anew every year. */
function sameYear(draft: Entity, { own, transaction }: WriteContext): Readonly<Entity>[] {
  const year = yearOf(draft);
  return transaction
    .list(own.set)
    .filter((other) => other.Ref_Key !== draft.Ref_Key && yearOf(other) === year);
}

const yearOf = (entity: Readonly<Entity>): string => textOf(entity, 'Date').slice(0, 4);
