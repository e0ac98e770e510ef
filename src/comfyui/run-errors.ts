import { ServerError } from '../core/errors';

/** Errors of a prompt that was accepted, or found again, and did not give its picture. */

export function serverOutOfMemory(node: string, reason: string): ServerError {
  return new ServerError({
    code: 'comfy-out-of-memory',
    message: "The memory of the server's graphics card is not enough.",
    hint: 'Choose smaller tiles or a smaller size, or close what else uses that card.',
    details: { node, reason },
  });
}

export function fileDeleted(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-file-deleted',
    message: 'A model file is no longer on the server.',
    hint: 'Put it back, or choose another in the list, which follows the folder.',
    details: { reason },
  });
}

export function checkpointUnknown(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-checkpoint-unknown',
    message: 'The server does not recognise the base model’s file.',
    hint: 'Choose an SDXL checkpoint.',
    details: { reason },
  });
}

export function checkpointIncomplete(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-checkpoint-incomplete',
    message: 'The base model’s file has no text encoders or no autoencoder.',
    hint: 'Choose a whole SDXL checkpoint instead of one with the UNet alone.',
    details: { reason },
  });
}

export function patchUnusable(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-patch-unusable',
    message: 'The file that was chosen as the SUPIR model is none.',
    hint: 'Choose SUPIR v0-Q or v0-F.',
    details: { reason },
  });
}

export function baseUnusable(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-base-unusable',
    message: 'The base model does not go with SUPIR.',
    hint: 'SUPIR needs an SDXL checkpoint: SD 1.5, refiners and other families do not work.',
    details: { reason },
  });
}

export function fileDamaged(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-file-damaged',
    message: 'A model file on the server is damaged or not completely downloaded.',
    hint: 'Download it again there.',
    details: { reason },
  });
}

/** Error of the extension's nodes, which are no longer kept up, with newer libraries than they know. */
export function wrapperBroken(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-wrapper-broken',
    message: 'The server’s ComfyUI-SUPIR extension does not work with its newer libraries.',
    hint: 'Update ComfyUI: since 0.20.0 it has nodes of its own for SUPIR, and needs the extension no longer.',
    details: { reason },
  });
}

export function runFailed(node: string, reason: string): ServerError {
  return new ServerError({
    code: 'comfy-run-failed',
    message: `The server's node ${node} failed: ${reason}`,
    hint: 'Look at the output of ComfyUI for more.',
    details: { node, reason },
  });
}

export function runInterrupted(): ServerError {
  return new ServerError({
    code: 'comfy-run-interrupted',
    message: 'Somebody stopped this run on the server.',
    hint: 'Try again, or ask who else uses it.',
  });
}

export function runRemoved(): ServerError {
  return new ServerError({
    code: 'comfy-run-removed',
    message:
      'The server no longer knows this run: it was removed from the queue there, or ComfyUI was started anew.',
    hint: 'Try again.',
  });
}

export function serverStopped(): ServerError {
  return new ServerError({
    code: 'comfy-server-stopped',
    message: 'ComfyUI stopped in the middle of the run, twice.',
    hint: 'Its computer may be out of memory. Choose smaller tiles, and look at the output of ComfyUI.',
  });
}

export function resultMissing(): ServerError {
  return new ServerError({
    code: 'comfy-result-missing',
    message: 'The run is done, but the server has no picture of it.',
    hint: 'Try again.',
  });
}

export function resultUnusable(reason: string, cause?: unknown): ServerError {
  return new ServerError({
    code: 'comfy-result-unusable',
    message: `The server's picture cannot be used: ${reason}.`,
    hint: 'Try again. If it stays, another program may answer at this address.',
    details: { reason },
    cause,
  });
}
