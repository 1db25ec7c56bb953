import { publicPath } from '../catalog/publish-file.ts';
import type { CrmClient } from '../crm/client.ts';
import type { SettingsVersions } from '../settings/versions.ts';
import type { CatalogToken } from '../state/catalog-token.ts';

/** Where a site's catalogue lies, and what the CRM knows of it. */
export interface SiteCatalogUrl {
  readonly site: string;
  /** Undefined before the first publication, which makes the secret part of the address. */
  readonly url: string | undefined;
  /** Address that the CRM reads now. */
  readonly inCrm: string | undefined;
  /** Whether the CRM reads this very file. */
  readonly isRead: boolean;
}

/**
 * Addresses of the sites' catalogues (contract 4).
 *
 * @param isSet writes every address that differs into the CRM and has the file read.
 * @throws as the CRM client and the stores do.
 */
export type CatalogUrls = (isSet: boolean) => Promise<readonly SiteCatalogUrl[]>;

export interface CatalogUrlsDeps {
  readonly crm: Pick<CrmClient, 'siteCatalogs' | 'setCatalogUrl'>;
  readonly token: Pick<CatalogToken, 'read'>;
  readonly settings: Pick<SettingsVersions, 'load'>;
  /** Address below which the files can be read, without a final slash. */
  readonly publicRoot: string;
}

export function createCatalogUrls({ crm, token, settings, publicRoot }: CatalogUrlsDeps): CatalogUrls {
  async function look(): Promise<readonly SiteCatalogUrl[]> {
    const [secret, known, current] = await Promise.all([token.read(), crm.siteCatalogs(), settings.load()]);
    return current.settings.sites
      .filter(({ catalog }) => catalog)
      .map(({ code: site }) => {
        const url = secret === undefined ? undefined : `${publicRoot}/${publicPath(secret, site)}`;
        const inCrm = known.find((catalog) => catalog.site === site);
        const isRead = url !== undefined && inCrm?.url === url && inCrm.isLoaded;
        return { site, url, inCrm: inCrm?.url, isRead };
      });
  }

  return async (isSet) => {
    const sites = await look();
    if (!isSet) {
      return sites;
    }
    for (const { site, url, isRead } of sites) {
      if (url !== undefined && !isRead) {
        await crm.setCatalogUrl(site, url);
      }
    }
    return look();
  };
}
