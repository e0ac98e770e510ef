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

test.each([
  'Failed to load first clip model from SDXL checkpoint',
  "'CLIPTextModel' object has no attribute 'text_model'",
])('%s: of the extension alone', (message) => {
  expect(codeOfFailure('SUPIR_model_loader_v2', 'Exception', message)).toBe('comfy-wrapper-broken');
  expect(codeOfFailure('SomebodysLoader', 'Exception', message)).toBe('comfy-run-failed');
});
