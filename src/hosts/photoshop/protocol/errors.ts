import { HostError } from '../../../core/errors';

export function bridgeLost(reason: 'silence' | 'restarted' | 'closed' | 'left'): HostError {
  return new HostError({
    code: 'bridge-lost',
    message: 'The connection between the panel and Photoshop was interrupted.',
    hint: 'Try again; if it stays, close and open the panel. A finished result is kept.',
    details: { reason },
  });
}

export function bridgeTimeout(what: string, waitedMs: number): HostError {
  return new HostError({
    code: 'bridge-timeout',
    message: 'Photoshop did not answer in time.',
    hint: 'Close open dialogs in Photoshop, wait until it has finished, and try again.',
    details: { what, seconds: Math.round(waitedMs / 1000) },
  });
}

export function bridgeTooLarge(bytes: number, limit: number): HostError {
  return new HostError({
    code: 'bridge-too-large',
    message: 'This is too much to be handed over to Photoshop at once.',
    hint: 'Select a smaller region, or choose a smaller scale.',
    details: { bytes, limit },
  });
}

/** The two ends do not understand each other: they are of different versions, or there is a bug. */
export function bridgeProtocol(what: string): HostError {
  return new HostError({
    code: 'bridge-protocol',
    message: `The panel and its plugin do not understand each other (${what}).`,
    hint: 'Restart Photoshop, so that both parts are of the same version.',
    details: { what },
  });
}
