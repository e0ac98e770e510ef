import { reachOf, type AddressClass, type ServerAddress } from './address';

/** What decides about what a page may call. */
export interface PageFacts {
  /** `null` for files and web views that have none. */
  readonly origin: string;
  readonly browser: 'chromium' | 'firefox' | 'safari' | 'other';
  readonly isInPhotopea: boolean;
  /** Whether a plugin calls servers for the page, so that none refuses it for what it is. */
  readonly hasPlugin: boolean;
  /** Whether the page's own server calls for it: browsers and ComfyUI then refuse nothing. Left out: it does not. */
  readonly isRelayed?: boolean;
  /** Chromium's permission for addresses such as the server's, where it is local; `unknown`: it has none. */
  readonly localAccess: 'granted' | 'denied' | 'prompt' | 'unknown';
  /**
   * Whether the page is isolated from other origins: browsers then fail a knock whoever is there, since
   * ComfyUI's answers do not let themselves be embedded. Left out: it is not.
   */
  readonly isIsolated?: boolean;
}

/** What was found where no answer could be read. */
export interface Silence {
  /** Whether something answers there that the page may not read. */
  readonly knocked: boolean;
  /** Whether a socket opens: then it is ComfyUI. */
  readonly socketOpens: boolean;
  /** Whether it answers a call without the person's header lines. Left out: there are none, or it does not. */
  readonly answersWithoutHeaders?: boolean;
}

export type ObstacleName =
  /** ComfyUI runs and refuses pages of other origins. */
  | 'refuses-pages'
  /** It answers pages, and lets them send none of these header lines. */
  | 'refuses-headers'
  /** The browser asks before a page may call this computer or network, and the answer was no, or is open. */
  | 'local-permission'
  /** The browser never lets such a page call this computer or network. */
  | 'browser-blocks-local'
  /** An encrypted page may not call an unencrypted server. */
  | 'mixed-content'
  /** Photopea does not let its plugins call this computer or network. */
  | 'photopea-blocks-local'
  /** A page without an origin, as in Photoshop. */
  | 'no-origin'
  /** Nothing is heard, and the page could not hear a refusal either. */
  | 'silent-or-refuses'
  /** Nothing answers: it is off, elsewhere, or its certificate is not known here. */
  | 'nothing-answers';

export type WayToServer =
  | 'start-with-flags'
  | 'allow-local'
  | 'relay'
  | 'https'
  | 'other-browser'
  | 'plugin'
  | 'check-address';

/** Why a page does not reach a server, and the ways out, the best first. */
export interface Obstacle {
  readonly name: ObstacleName;
  /** Row of the table of cases (docs/comfyui.md). */
  readonly row: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | null;
  /** What ComfyUI has to be started with; empty where no flag helps. */
  readonly flags: readonly string[];
  readonly ways: readonly WayToServer[];
}

/** Tells why a server is silent: what cannot be told apart is not guessed, but named together. */
export function explainSilence(
  address: ServerAddress,
  page: PageFacts,
  silence: Silence,
): Obstacle {
  if (page.isRelayed === true) {
    return { name: 'nothing-answers', row: null, flags: [], ways: ['check-address'] };
  }
  if (silence.answersWithoutHeaders === true) {
    return { name: 'refuses-headers', row: null, flags: [], ways: ['relay', 'plugin'] };
  }
  const answers = silence.knocked || silence.socketOpens;
  return answers ? refusal(address, page) : silenceOf(address, page);
}

/** Something is there and its answers cannot be read: its flags are missing. */
function refusal(address: ServerAddress, page: PageFacts): Obstacle {
  const flags = flagsFor(address, page);
  if (page.origin === 'null') {
    return { name: 'no-origin', row: 'H', flags, ways: ['plugin', 'start-with-flags'] };
  }
  const row = refusalRow(address, page);
  const ways: readonly WayToServer[] = ['start-with-flags', 'relay'];
  return { name: 'refuses-pages', row, flags, ways };
}

function refusalRow({ reach, isSecure }: ServerAddress, page: PageFacts): Obstacle['row'] {
  if (isSecure || reach === 'public') return 'E';
  const isEncrypted = page.origin.startsWith('https:');
  if (reach === 'loopback') return isEncrypted ? 'C' : page.isInPhotopea ? 'G' : 'A';
  return isEncrypted ? 'D' : 'B';
}

/** Nothing is heard: the browser's own rules, or nobody is there. */
function silenceOf(address: ServerAddress, page: PageFacts): Obstacle {
  const { reach, isSecure } = address;
  const flags = flagsFor(address, page);
  const isLocal = reach !== 'public';
  const isEncrypted = page.origin.startsWith('https:');
  const from = reachOfOrigin(page.origin);
  const isFromHere = from === 'loopback';
  const isChromium = page.browser === 'chromium';
  /** Encrypted calls are asked about as well, where the browser asks at all. */
  const isAsked = isChromium && (page.localAccess === 'denied' || page.localAccess === 'prompt');
  const row = isSecure ? 'E' : reach === 'loopback' ? 'C' : 'D';
  const none = { flags: [] };
  const nobody: Obstacle = {
    name: 'nothing-answers',
    row: null,
    flags,
    ways: ['check-address', 'relay'],
  };
  // A plugin that hears nothing says more than a page without an origin, or its browser, can.
  if (page.hasPlugin) return nobody;
  if (page.origin === 'null') {
    return { name: 'no-origin', row: 'H', flags, ways: ['plugin', 'start-with-flags'] };
  }
  if (page.isInPhotopea && !isFromHere && isLocal && (!isSecure || isAsked)) {
    return { name: 'photopea-blocks-local', row: 'F', ...none, ways: ['relay', 'https'] };
  }
  const mayBeAsked = isSecure ? isAsked : isChromium && page.localAccess !== 'granted';
  if (isEncrypted && isLocal && mayBeAsked) {
    const ways: readonly WayToServer[] = ['allow-local', 'start-with-flags', 'relay'];
    return { name: 'local-permission', row, flags, ways };
  }
  if (isEncrypted && !isSecure) {
    if (reach === 'loopback' && page.browser === 'safari') {
      return { name: 'browser-blocks-local', row, ...none, ways: ['relay', 'other-browser'] };
    }
    if (reach !== 'loopback' && !(isChromium && isLocal)) {
      return { name: 'mixed-content', row: 'D', ...none, ways: ['https', 'relay'] };
    }
  }
  // Without encryption a page may not even ask for what is nearer than itself.
  const isNearer = isLocal && !isFromHere && (reach === 'loopback' || from === 'public');
  if (!isEncrypted && isNearer && isChromium) {
    return { name: 'browser-blocks-local', row: null, ...none, ways: ['relay'] };
  }
  if (page.isIsolated === true) {
    const ways: readonly WayToServer[] = ['start-with-flags', 'check-address', 'relay'];
    return { name: 'silent-or-refuses', row: refusalRow(address, page), flags, ways };
  }
  return nobody;
}

/** Exactly as they are typed behind `python main.py`. */
function flagsFor({ reach }: ServerAddress, { origin }: PageFacts): readonly string[] {
  const cors = `--enable-cors-header ${origin}`;
  return reach === 'private' ? [cors, '--listen'] : [cors];
}

function reachOfOrigin(origin: string): AddressClass {
  return URL.canParse(origin) ? reachOf(new URL(origin).hostname) : 'public';
}
