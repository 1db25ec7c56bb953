import { escapeXml } from './escape.ts';
import type { IcmlCategory, IcmlHead, IcmlOffer } from './icml.ts';

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

/**
 * One offer on one line. The order of the elements does not matter to the CRM (retailcrm-api 8). One expression for each
 * element: every part that is put together on its own costs as much as the text in it.
 */
export function icmlOffer(offer: IcmlOffer): string {
  const id = escapeXml(offer.id);
  const type = offer.isService ? 'service' : 'product';
  let xml =
    `<offer id="${id}" productId="${escapeXml(offer.productId)}" quantity="${offer.quantity}" type="${type}">` +
    `<name>${escapeXml(offer.name)}</name><productName>${escapeXml(offer.productName)}</productName>` +
    `<xmlId>${id}</xmlId><price>${offer.price}</price>`;
  if (offer.purchasePrice !== undefined) {
    xml += `<purchasePrice>${offer.purchasePrice}</purchasePrice>`;
  }
  if (offer.categoryId !== undefined) {
    xml += `<categoryId>${escapeXml(offer.categoryId)}</categoryId>`;
  }
  if (offer.vatRate !== undefined) {
    xml += `<vatRate>${offer.vatRate}</vatRate>`;
  }
  if (offer.vendor !== '') {
    xml += `<vendor>${escapeXml(offer.vendor)}</vendor>`;
  }
  return xml + params(offer) + measures(offer) + lists(offer) + (offer.isMarkable ? MARKABLE_END : PLAIN_END);
}

const MARKABLE_END = ending('Y');
const PLAIN_END = ending('N');

/** What stands in the file is sold: 1C has no word for goods that are not (ADR 0018). */
function ending(markable: 'Y' | 'N'): string {
  return `<markable>${markable}</markable><productActivity>Y</productActivity><activity>Y</activity></offer>\n`;
}

function params({ article, params: others }: IcmlOffer): string {
  let xml = article === '' ? '' : `<param code="article" name="Артикул">${escapeXml(article)}</param>`;
  for (const { code, name, value } of others) {
    if (value !== '') {
      xml += `<param code="${escapeXml(code)}" name="${escapeXml(name)}">${escapeXml(value)}</param>`;
    }
  }
  return xml;
}

function measures({ unit, weight, dimensions }: IcmlOffer): string {
  let xml = '';
  if (unit !== undefined) {
    const { code, name, symbol } = unit;
    xml += `<unit code="${escapeXml(code)}" name="${escapeXml(name)}" sym="${escapeXml(symbol)}"/>`;
  }
  if (weight !== undefined) {
    xml += `<weight>${weight}</weight>`;
  }
  if (dimensions !== undefined) {
    xml += `<dimensions>${dimensions}</dimensions>`;
  }
  return xml;
}

function lists({ barcodes, pictures, description }: IcmlOffer): string {
  let xml = '';
  for (const barcode of barcodes) {
    xml += `<barcode>${escapeXml(barcode)}</barcode>`;
  }
  for (const picture of pictures) {
    xml += `<picture>${escapeXml(picture)}</picture>`;
  }
  return description === '' ? xml : `${xml}<description>${escapeXml(description)}</description>`;
}
