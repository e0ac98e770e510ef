import { isInTheOpen, refuseInTheOpen } from '../../src/comfyui/header-lines';
import { parseAddress, type ServerAddress } from '../../src/comfyui/address';
import { secretInTheOpen } from '../../src/comfyui/errors';
import { ServerError } from '../../src/core/errors';
import type { Settings } from '../settings/settings';
import type { ServerSettings } from './server';

export { isInTheOpen, type ServerAddress };

/** The address as typed; null where it is none. */
export function serverAddress({ address }: Pick<ServerSettings, 'address'>): ServerAddress | null {
  try {
    return parseAddress(address);
  } catch {
    return null;
  }
}

/** Why a run on the server cannot begin, the first thing to do first. */
export type ServerObstacle =
  | 'server-address-missing'
  | 'server-headers-open'
  | 'server-files-missing'
  | 'server-supir-missing'
  | 'server-base-missing'
  | 'server-licence-open'
  | 'server-privacy-open';

export function serverObstacle(
  server: ServerSettings,
  { licenceAccepted }: Pick<Settings, 'licenceAccepted'>,
): ServerObstacle | null {
  const address = serverAddress(server);
  if (address === null) return 'server-address-missing';
  if (isInTheOpen(address, server.headers) && !server.isOpenAllowed) return 'server-headers-open';
  const missing = missingFiles(server);
  if (missing !== null) return missing;
  if (!licenceAccepted) return 'server-licence-open';
  return server.accepted.includes(address.origin) ? null : 'server-privacy-open';
}

function missingFiles({ supir, sdxl }: ServerSettings): ServerObstacle | null {
  if (supir === null) return sdxl === null ? 'server-files-missing' : 'server-supir-missing';
  return sdxl === null ? 'server-base-missing' : null;
}

/** @throws ServerError `comfy-address-invalid`, `comfy-secret-in-the-open` */
export function refuseOpenHeaders({ address, headers, isOpenAllowed }: ServerSettings): void {
  refuseInTheOpen(parseAddress(address), headers, isOpenAllowed);
}

/** What a run needs to know of the server. */
export interface ReadyServer {
  readonly origin: string;
  readonly files: { readonly supir: string; readonly sdxl: string };
}

/** @throws ServerError with the obstacle as its code */
export function readyServer(
  server: ServerSettings,
  settings: Pick<Settings, 'licenceAccepted'>,
): ReadyServer {
  const { supir, sdxl } = server;
  const address = serverAddress(server);
  const obstacle = serverObstacle(server, settings);
  if (address !== null && obstacle === 'server-headers-open') throw secretInTheOpen(address.origin);
  if (address === null || supir === null || sdxl === null || obstacle !== null) {
    throw notReady(obstacle ?? 'server-address-missing');
  }
  return { origin: address.origin, files: { supir, sdxl } };
}

function notReady(obstacle: ServerObstacle): ServerError {
  switch (obstacle) {
    case 'server-address-missing':
    case 'server-headers-open':
      return new ServerError({
        code: 'server-address-missing',
        message: 'The panel has no address of a ComfyUI server.',
        hint: 'Write it under ComfyUI server, then click Test connection.',
      });
    case 'server-files-missing':
      return new ServerError({
        code: 'server-files-missing',
        message: 'No model files are chosen on the server.',
        hint: 'Click Test connection under ComfyUI server, then choose among the files found.',
      });
    case 'server-supir-missing':
      return new ServerError({
        code: 'server-supir-missing',
        message: 'No SUPIR file is chosen on the server.',
        hint: 'Choose it under ComfyUI server.',
      });
    case 'server-base-missing':
      return new ServerError({
        code: 'server-base-missing',
        message: 'No base model is chosen on the server.',
        hint: 'Choose an SDXL checkpoint under ComfyUI server.',
      });
    case 'server-licence-open':
      return new ServerError({
        code: 'server-licence-open',
        message: 'The terms of the SUPIR weights are not accepted yet.',
        hint: 'Read and accept them under ComfyUI server, or take the Fast engine.',
      });
    case 'server-privacy-open':
      return new ServerError({
        code: 'server-privacy-open',
        message: 'You have not allowed yet that pictures go to this server.',
        hint: 'Read under ComfyUI server what leaves this computer, and allow it.',
      });
  }
}
