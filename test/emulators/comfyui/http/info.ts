import { empty, html, json, NOT_FOUND } from './answer';
import type { Handler } from './request';

const RAM = 64_000_000_000;

export const frontPage: Handler = () =>
  html('<!doctype html><title>ComfyUI</title><div id="vue-app"></div>');

export const systemStats: Handler = ({ persona }) => {
  const { device, version, os, cors } = persona;
  const { memory } = device;
  const argv = ['main.py', ...(cors === null ? [] : ['--enable-cors-header', cors])];
  return json({
    system: {
      os: os === 'windows' ? 'nt' : 'posix',
      ram_total: RAM,
      ram_free: RAM / 2,
      comfyui_version: version,
      required_frontend_version: '1.49.6',
      python_version: '3.12.3 (main, Aug 14 2026, 17:47:21) [GCC 13.3.0]',
      pytorch_version: '2.10.0+cu130',
      embedded_python: os === 'windows',
      argv,
    },
    devices: [
      {
        name: device.name,
        type: device.type,
        index: device.type === 'cpu' ? null : 0,
        vram_total: memory,
        vram_free: Math.floor(memory * 0.9),
        torch_vram_total: 0,
        torch_vram_free: 0,
      },
    ],
  });
};

export const features: Handler = ({ flags }) => (flags === null ? NOT_FOUND : json(flags));

export const allNodes: Handler = ({ catalog }) => {
  const infos = catalog.names.map((name) => {
    const node = catalog.node(name);
    return [name, node === null ? {} : catalog.info(node)] as const;
  });
  return json(Object.fromEntries(infos));
};

export const oneNode: Handler = ({ catalog, rules }, _, name) => {
  const node = catalog.node(name);
  if (node !== null) return json({ [name]: catalog.info(node) });
  return rules('R4-unknown-class') ? json({}) : NOT_FOUND;
};

export const folderNames: Handler = ({ catalog }) => json(catalog.folders);

export const folderFiles: Handler = ({ catalog, rules }, _, name) => {
  const files = catalog.folder(name);
  if (files !== null) return json(files);
  return rules('R4-unknown-folder') ? empty(404) : json([]);
};

const SDXL = 'stable-diffusion-xl-v1-base';

/** The texts in the head of a file. */
export const metadata: Handler = ({ catalog }, { query }, folder) => {
  const name = query.get('filename') ?? '';
  const isThere = catalog.folder(folder)?.includes(name) === true;
  if (!isThere || !name.endsWith('.safetensors') || /supir/i.test(name)) return empty(404);
  return json({ 'modelspec.architecture': SDXL });
};

export const free: Handler = ({ cache }) => {
  cache.clear();
  return empty();
};
