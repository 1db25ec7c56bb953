/**
 * Why an order cannot be imported as it stands. Every reason is a decision for a person (a mapping, a product, a sum),
 * so the order is parked with it and 1C is not touched (design, decisions).
 */
export type ParkReason =
  | 'siteUnmapped'
  | 'itemStatusUnmapped'
  | 'productUnknown'
  | 'vatRateUnknown'
  | 'sumsDiffer'
  | 'customerUnsupported'
  | 'orderMalformed'
  | 'documentAmbiguous'
  | 'documentMarkedForDeletion'
  | 'onecRefused'
  | 'postingRefused'
  | 'settingsIncomplete'
  | 'importFailed'
  | 'unexpected'
  | 'workerCrashed';

/** One reason with its place. `message` is for the administrator: what happened, what it means, what to do. */
export interface Problem {
  readonly reason: ParkReason;
  readonly message: string;
  /** Codes, ids and figures; never people's data. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** Why an order is deliberately left out: nothing is wrong and nobody has to act. */
export type SkipReason =
  | 'offline'
  | 'noItems'
  | 'tooOld'
  | 'siteNotExchanged'
  | 'statusNotExchanged'
  | 'firstImportAwaited'
  | 'orderAbsent'
  | 'orderDeleted'
  | 'orderMerged'
  | 'orderClosed'
  | 'importSwitchedOff';

/** An order left out, and why in words. */
export interface Skip {
  readonly reason: SkipReason;
  /** Russian. */
  readonly message: string;
}

/** What a warning is about; texts may change, codes are what programs tell warnings apart by. */
export type WarningCode =
  | 'textCut'
  | 'sumAdjusted'
  | 'vatOnTop'
  | 'vatRateDiffers'
  | 'canceledItemsCounted'
  | 'managerUnmapped'
  | 'storeUnmapped'
  | 'deliveryUnmapped'
  | 'customerAmbiguous'
  | 'documentDiffers';

/** Something that a person may want to look at although the order was imported. */
export interface Warning {
  readonly code: WarningCode;
  /** Russian. */
  readonly message: string;
}
