import { failureOf } from '../../src/comfyui/node-failure';

/** The code of what a node's failure becomes. */
const codeOfFailure = (nodeType: string, exception: string, message: string): string =>
  failureOf({ nodeType, exception, message }).code;

test.each([
  ['CheckpointLoaderSimple', 'comfy-file-deleted'],
  ['ModelPatchLoader', 'comfy-file-deleted'],
  // What it reads is no model, but what was sent.
  ['LoadImage', 'comfy-upload-gone'],
])('a file that %s does not find: %s', (node, code) => {
  const message = "[Errno 2] No such file or directory: '/home/me/temp/a.png'";
  expect(codeOfFailure(node, 'FileNotFoundError', message)).toBe(code);
});
