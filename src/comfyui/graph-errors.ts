import { ServerError } from '../core/errors';

/** Errors of a graph that the server does not take, found before or after it was sent. */

export function nodesMissing(nodes: readonly string[]): ServerError {
  const names = nodes.join(', ');
  return new ServerError({
    code: 'comfy-node-missing',
    message: `The server does not have the node ${names}.`,
    hint: 'Update ComfyUI: SUPIR comes with it since 0.20.0.',
    details: { nodes: names },
  });
}

export function fileMissing(file: string, input: string): ServerError {
  return new ServerError({
    code: 'comfy-file-missing',
    message: `The server does not list “${file}”.`,
    hint: 'Choose a file of its lists. They follow its folders.',
    details: { file, input },
  });
}

export function inputUnknown(node: string, input: string): ServerError {
  return new ServerError({
    code: 'comfy-input-unknown',
    message: `The server's node ${node} has no input “${input}”.`,
    hint: 'Its ComfyUI is older or newer than the panel knows. Update both.',
    details: { node, input },
  });
}

export function inputNew(node: string, input: string): ServerError {
  return new ServerError({
    code: 'comfy-input-new',
    message: `The server's node ${node} wants an input “${input}” that the panel does not know.`,
    hint: 'Its ComfyUI is newer than the panel. Update the panel.',
    details: { node, input },
  });
}

export function valueRefused(node: string, input: string, reason: string): ServerError {
  return new ServerError({
    code: 'comfy-value-refused',
    message: `The server's node ${node} does not take this “${input}”: ${reason}`,
    hint: 'Choose another value for it.',
    details: { node, input, reason },
  });
}

export function graphRefused(reason: string): ServerError {
  return new ServerError({
    code: 'comfy-graph-refused',
    message: `The server does not take the run: ${reason}`,
    hint: 'Update ComfyUI and the panel.',
    details: { reason },
  });
}

/** Error for a picture that is no longer where it was uploaded to: the server was started anew. */
export function uploadGone(): ServerError {
  return new ServerError({
    code: 'comfy-upload-gone',
    message: 'The server no longer has the uploaded picture.',
    hint: 'Try again.',
  });
}
