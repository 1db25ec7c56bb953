import { FASTENERS } from './data/fasteners.ts';
import { GARDEN_GOODS } from './data/garden-goods.ts';
import type { FolderTable, GoodFamily, SubfolderTable } from './data/goods-table.ts';
import { HOME_GOODS } from './data/home-goods.ts';
import { KITCHEN_GOODS } from './data/kitchen-goods.ts';
import { SERVICES } from './data/services.ts';
import { TEA_GOODS } from './data/tea-goods.ts';
import { TOOL_GOODS } from './data/tool-goods.ts';
import type { MakeKey } from './make-organizations.ts';
import type { Prng } from './prng.ts';
import type { Folder, Good, VatRateRecord, Warehouse } from './shop.ts';

const TABLES: readonly FolderTable[] = [TEA_GOODS, KITCHEN_GOODS, HOME_GOODS, TOOL_GOODS, GARDEN_GOODS];

export interface GoodsParts {
  readonly makeKey: MakeKey;
  readonly prng: Prng;
  readonly vatRates: readonly VatRateRecord[];
  readonly warehouses: readonly Warehouse[];
  readonly isLarge: boolean;
}

export interface MadeGoods {
  readonly folders: readonly Folder[];
  readonly goods: readonly Good[];
  readonly services: readonly Good[];
  readonly deliveryService: Good;
}

/** Folders, goods and services of the tables in data/; codes run through all of them in the order of the tables. */
export function makeGoods(parts: GoodsParts): MadeGoods {
  const folders: Folder[] = [];
  const goods: Good[] = [];
  for (const table of parts.isLarge ? [...TABLES, FASTENERS] : TABLES) {
    const top = addFolder(folders, parts.makeKey, table.name, undefined);
    for (const subfolder of table.subfolders) {
      const folder = addFolder(folders, parts.makeKey, subfolder.name, top.key);
      for (const family of subfolder.families) {
        for (const [index, variant] of family.variants.entries()) {
          goods.push(
            makeGood(parts, { subfolder, folder, family, variant, index, number: goods.length + 1 }),
          );
        }
      }
    }
  }
  const services = makeServices(parts, folders, goods.length);
  const [deliveryService] = services;
  if (deliveryService === undefined) {
    throw new RangeError('the table of services is empty');
  }
  return { folders, goods, services, deliveryService };
}

interface Place {
  readonly subfolder: SubfolderTable;
  readonly folder: Folder;
  readonly family: GoodFamily;
  readonly variant: string;
  readonly index: number;
  readonly number: number;
}

function makeGood(parts: GoodsParts, place: Place): Good {
  const { family, subfolder, number } = place;
  const unit = family.soldBy ?? 'шт';
  const name = `${family.name} ${place.variant}`;
  const key = parts.makeKey('good', number, name);
  return {
    key,
    name,
    code: codeOf(number),
    article: `${subfolder.article}-${String(number).padStart(4, '0')}`,
    folder: place.folder.key,
    type: 'Товар',
    vatRate: rateOf(parts.vatRates, subfolder.vat),
    price: priceOf(family.price, place.index),
    fractional: unit !== 'шт',
    unit,
    characteristics: (family.characteristics ?? []).map((characteristic) => ({
      key: parts.makeKey('characteristic', key, characteristic),
      name: characteristic,
    })),
    stock: stockOf(parts, unit !== 'шт'),
  };
}

function makeServices(parts: GoodsParts, folders: Folder[], goodsCount: number): Good[] {
  const folder = addFolder(folders, parts.makeKey, 'Услуги', undefined);
  return SERVICES.map((service, index) => ({
    key: parts.makeKey('service', service.name),
    name: service.name,
    code: codeOf(goodsCount + index + 1),
    article: service.article,
    folder: folder.key,
    type: 'Услуга',
    vatRate: rateOf(parts.vatRates, 20),
    price: service.price,
    fractional: false,
    unit: 'шт',
    characteristics: [],
    stock: {},
  }));
}

function addFolder(folders: Folder[], makeKey: MakeKey, name: string, parent: string | undefined): Folder {
  const folder: Folder = { key: makeKey('folder', parent ?? '', name), name, parent };
  folders.push(folder);
  return folder;
}

/** The first variant costs the table's price; each later one of nine 35 % of it more, to a kopeck. */
function priceOf(basePrice: number, index: number): number {
  return Math.round(basePrice * 100 * (1 + 0.35 * (index % 9))) / 100;
}

function rateOf(vatRates: readonly VatRateRecord[], percent: number): VatRateRecord {
  const rate = vatRates.find(
    (candidate) => candidate.percent === percent && !candidate.calculated && candidate.enumName !== 'БезНДС',
  );
  if (rate === undefined) {
    throw new RangeError(`the shop has no VAT rate of ${percent} %`);
  }
  return rate;
}

/** A few goods are out of stock in a warehouse; goods by weight have up to three decimals on hand. */
function stockOf({ prng, warehouses }: GoodsParts, fractional: boolean): Record<string, number> {
  return Object.fromEntries(
    warehouses.map((warehouse) => {
      const units = prng.chance(15) ? 0 : prng.integer(1, 120);
      const thousandths = fractional && units > 0 ? prng.integer(0, 999) : 0;
      return [warehouse.key, (units * 1000 + thousandths) / 1000];
    }),
  );
}

function codeOf(number: number): string {
  return `00-${String(number).padStart(8, '0')}`;
}
