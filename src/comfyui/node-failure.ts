import type { ServerError } from '../core/errors';
import { uploadGone } from './graph-errors';
import type { NodeFailure } from './messages';
import { plainText } from './plain-text';
import {
  baseUnusable,
  checkpointIncomplete,
  checkpointUnknown,
  fileDamaged,
  fileDeleted,
  patchUnusable,
  runFailed,
  serverOutOfMemory,
  wrapperBroken,
} from './run-errors';

interface Told {
  readonly node: string;
  /** First line of the message: those below hold paths of the server's owner. */
  readonly reason: string;
  readonly whole: string;
  readonly exception: string;
}

const OUT_OF_MEMORY =
  /out of memory|would exceed allowed memory|ran out of memory on your GPU|not enough memory/i;

/** Of the extension's nodes with transformers 5. */
const WRAPPER_BROKEN =
  /Failed to load first clip model|'CLIPTextModel' object has no attribute 'text_model'/;

/** Failures with a way out, by what ComfyUI and its parts say; the first that fits. */
const KNOWN: readonly (readonly [(told: Told) => boolean, (told: Told) => ServerError])[] = [
  [
    ({ node, whole }) => /^SUPIR_/.test(node) && WRAPPER_BROKEN.test(whole),
    ({ reason }) => wrapperBroken(reason),
  ],
  [
    ({ exception, whole }) => /OutOfMemoryError$/.test(exception) || OUT_OF_MEMORY.test(whole),
    ({ node, reason }) => serverOutOfMemory(node, reason),
  ],
  [
    ({ node, exception }) => node === 'LoadImage' && /FileNotFoundError$/.test(exception),
    () => uploadGone(),
  ],
  [
    ({ exception, whole }) =>
      /FileNotFoundError$/.test(exception) || /Model in folder .* not found/.test(whole),
    ({ reason }) => fileDeleted(reason),
  ],
  [
    ({ whole }) => /HeaderTooLarge|incomplete|InvalidHeader|MetadataIncomplete/i.test(whole),
    ({ reason }) => fileDamaged(reason),
  ],
  [
    ({ whole }) => /Could not detect model type/i.test(whole),
    ({ reason }) => checkpointUnknown(reason),
  ],
  [
    ({ whole }) => /(?:clip input|VAE) is invalid: None/i.test(whole),
    ({ reason }) => checkpointIncomplete(reason),
  ],
  [
    ({ node, exception }) => node === 'ModelPatchLoader' && /UnboundLocalError$/.test(exception),
    ({ reason }) => patchUnusable(reason),
  ],
  [
    ({ node, whole }) =>
      node === 'ModelPatchLoader' && /size mismatch|loading state_dict/i.test(whole),
    ({ reason }) => patchUnusable(reason),
  ],
  [
    ({ whole }) => /mat1 and mat2 shapes|size mismatch|loading state_dict/i.test(whole),
    ({ reason }) => baseUnusable(reason),
  ],
];

/** The error for a node that failed, with its way out where it is a known one. */
export function failureOf({ nodeType, exception, message }: NodeFailure): ServerError {
  const told = {
    node: plainText(nodeType) || 'unknown',
    reason: plainText(message.split('\n', 1)[0]) || plainText(exception) || 'unknown',
    whole: message.slice(0, 4000),
    exception: plainText(exception),
  };
  const known = KNOWN.find(([fits]) => fits(told));
  return known === undefined ? runFailed(told.node, told.reason) : known[1](told);
}
