import path from 'node:path';

const SET = path.resolve(__dirname, '../fixtures/supir-tiny');

/** The files of the tiny networks, rounded to F16, as the panel and the demo take them. */
export const TINY_SUPIR = {
  supir: path.join(SET, 'weights/supir.f16.safetensors'),
  sdxl: path.join(SET, 'weights/sdxl.f16.safetensors'),
  config: path.join(SET, 'config.json'),
};
