import { CATALOG } from '../../models/catalog';

/** Owner of the SUPIR weights, and the page on which their makers state the terms. */
export const SUPIR_LICENCE = readLicence();

function readLicence(): { readonly holder: string; readonly url: string } {
  const supir = CATALOG.userModels.find(({ role }) => role === 'supir');
  if (supir?.licence == null || supir.project === null) {
    throw new Error('the catalog does not say whose SUPIR is');
  }
  return { holder: supir.licence.holder, url: supir.project };
}
