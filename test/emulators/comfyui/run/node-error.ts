/** An exception in a node, as Python would tell it. */
export class NodeError extends Error {
  constructor(
    /** With its module, as `torch.OutOfMemoryError`. */
    readonly exceptionType: string,
    message: string,
  ) {
    super(message);
    this.name = 'NodeError';
  }
}

const TIP =
  'This error means you ran out of memory on your GPU.\n\nTIPS: If the workflow worked before you might have accidentally set the batch_size to a large number.';

/** Exceptions with the texts that real servers give. */
export const NODE_ERRORS = {
  outOfMemory: () =>
    new NodeError(
      'torch.OutOfMemoryError',
      `Allocation on device 0 would exceed allowed memory. (out of memory)\nCurrently allocated: 9.87 GiB\n${TIP}`,
    ),
  /** Before 0.3.42. */
  outOfMemoryWithoutTip: () =>
    new NodeError(
      'torch.cuda.OutOfMemoryError',
      'Allocation on device 0 would exceed allowed memory. (out of memory)',
    ),
  acceleratorOutOfMemory: () =>
    new NodeError('torch.AcceleratorError', 'CUDA error: out of memory'),
  otherModelPatch: () =>
    new NodeError(
      'UnboundLocalError',
      "cannot access local variable 'model' where it is not associated with a value",
    ),
  fileGone: (folder = 'checkpoints', file = 'x.safetensors') =>
    new NodeError(
      'FileNotFoundError',
      `Model in folder '${folder}' with filename '${file}' not found.`,
    ),
  unknownCheckpoint: () =>
    new NodeError('RuntimeError', 'ERROR: Could not detect model type of: /srv/models/x.ckpt'),
  noClip: () =>
    new NodeError(
      'RuntimeError',
      'ERROR: clip input is invalid: None\n\nIf the clip is from a checkpoint loader node your checkpoint does not contain a valid clip or text encoder model.',
    ),
  otherBase: () =>
    new NodeError(
      'RuntimeError',
      'mat1 and mat2 shapes cannot be multiplied (154x768 and 2048x640)',
    ),
  brokenDownload: () =>
    new NodeError(
      'safetensors_rust.SafetensorError',
      'Error while deserializing header: HeaderTooLarge',
    ),
  markup: () =>
    new NodeError('RuntimeError', '<img src=x onerror="alert(1)"><script>alert(2)</script>'),
} as const;

/** The run was stopped by `/interrupt`. */
export class Interrupted extends Error {}

/** The server died under the run. */
export class Died extends Error {}
