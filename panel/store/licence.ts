import { CATALOG } from '../../models/catalog';

/** Owner of the SUPIR weights, and the page on which their makers state the terms. */
export const SUPIR_LICENCE = readLicence();

function readLicence(): { readonly holder: string; readonly url: string } {
  const licence = CATALOG.licences['supir'];
  if (licence === undefined) throw new Error('the catalog does not say whose SUPIR is');
  return licence;
}
