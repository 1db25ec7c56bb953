import { escapeXml } from './escape.ts';
import type { IcmlCategory, IcmlHead, IcmlOffer, IcmlUnit } from './icml.ts';

/** What stands before the first offer (retailcrm-api 8). */
export function icmlHead({ date, shopName, companyName, categories }: IcmlHead): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog date="${escapeXml(date)}">\n<shop>\n` +
    `<name>${escapeXml(shopName)}</name>\n<company>${escapeXml(companyName)}</company>\n` +
    `<categories>\n${categories.map(category).join('')}</categories>\n<offers>\n`
  );
}

/** What stands behind the last offer. */
export const ICML_FOOT = '</offers>\n</shop>\n</yml_catalog>\n';

/** `<category id="g2" parentId="g1">Кружки</category>`; no `parentId` at the root. */
function category({ id, parentId, name }: IcmlCategory): string {
  const parent = parentId === undefined ? '' : ` parentId="${escapeXml(parentId)}"`;
  return `<category id="${escapeXml(id)}"${parent}>${escapeXml(name)}</category>\n`;
}

/** One offer on one line. The order of the elements does not matter to the CRM (retailcrm-api 8). */
export function icmlOffer(offer: IcmlOffer): string {
  const id = escapeXml(offer.id);
  let xml =
    `<offer id="${id}" productId="${escapeXml(offer.productId)}" quantity="${offer.quantity}"` +
    (offer.isService ? ' type="service">' : ' type="product">');
  xml += `<name>${escapeXml(offer.name)}</name><productName>${escapeXml(offer.productName)}</productName>`;
  xml += `<xmlId>${id}</xmlId><price>${offer.price}</price>`;
  xml += element('purchasePrice', offer.purchasePrice);
  xml += element('categoryId', offer.categoryId);
  xml += element('vatRate', offer.vatRate);
  xml += element('vendor', offer.vendor);
  xml += param('article', 'Артикул', offer.article);
  for (const { code, name, value } of offer.params) {
    xml += param(code, name, value);
  }
  xml += unit(offer.unit) + element('weight', offer.weight) + element('dimensions', offer.dimensions);
  for (const barcode of offer.barcodes) {
    xml += element('barcode', barcode);
  }
  for (const picture of offer.pictures) {
    xml += element('picture', picture);
  }
  xml += element('description', offer.description);
  const activity = offer.isActive ? 'Y' : 'N';
  return (
    `${xml}<markable>${offer.isMarkable ? 'Y' : 'N'}</markable>` +
    `<productActivity>${activity}</productActivity><activity>${activity}</activity></offer>\n`
  );
}

function element(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<${name}>${escapeXml(text)}</${name}>`;
}

function param(code: string, name: string, value: string): string {
  return value === ''
    ? ''
    : `<param code="${escapeXml(code)}" name="${escapeXml(name)}">${escapeXml(value)}</param>`;
}

function unit(measure: IcmlUnit | undefined): string {
  return measure === undefined
    ? ''
    : `<unit code="${escapeXml(measure.code)}" name="${escapeXml(measure.name)}" sym="${escapeXml(measure.symbol)}"/>`;
}
