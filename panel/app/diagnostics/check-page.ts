import { ok, failed, type Finding } from '../../store/checks';

/** Parts of a window that the check reads. */
export interface PageScope {
  readonly isSecureContext: boolean;
  readonly crossOriginIsolated: boolean;
  readonly origin: string;
  readonly location: { readonly protocol: string };
  readonly navigator: object;
  readonly localStorage: Pick<Storage, 'length'>;
}

/** Checks the page's context, which has to be a secure one. */
export function checkPage(scope: PageScope): Finding {
  const { navigator } = scope;
  const facts = {
    isSecureContext: scope.isSecureContext,
    origin: scope.origin,
    protocol: scope.location.protocol,
    crossOriginIsolated: scope.crossOriginIsolated,
    'navigator.gpu': 'gpu' in navigator,
    cores: 'hardwareConcurrency' in navigator ? Number(navigator.hardwareConcurrency) : null,
    sharedArrayBuffer: 'SharedArrayBuffer' in scope,
    showOpenFilePicker: 'showOpenFilePicker' in scope,
    localStorage: storageAnswers(scope),
  };
  return scope.isSecureContext ? ok(facts) : failed(facts);
}

/** Whether `localStorage` can be read: some pages have none, and in some its mere name throws. */
function storageAnswers(scope: PageScope): boolean {
  try {
    return typeof scope.localStorage.length === 'number';
  } catch {
    return false;
  }
}
