import { createHash } from 'node:crypto';
import { isFolderName, pathInFolder } from '../state/folders';
import { empty, file } from './answer';
import type { Handler } from './request';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

export const view: Handler = ({ folders, rules }, { query }) => {
  const filename = query.get('filename') ?? '';
  const type = query.get('type') ?? 'output';
  const subfolder = query.get('subfolder') ?? '';
  if (filename === '' || filename.startsWith('/') || filename.includes('..')) return empty(400);
  if (!isFolderName(type)) return empty(400);
  const place = { type, subfolder, name: filename.split('/').at(-1) ?? '' };
  if (pathInFolder(place) === null) return empty(403);
  const found = folders.read(place);
  if (found === null) return rules('R25-gone') ? empty(404) : file(new Uint8Array(), '', {});
  const ending = filename.split('.').at(-1)?.toLowerCase() ?? '';
  return file(found.bytes, TYPES[ending] ?? 'application/octet-stream', {
    'Content-Disposition': `filename="${place.name}"`,
    ETag: `"${createHash('sha1').update(found.bytes).digest('hex')}"`,
    'Last-Modified': new Date(0).toUTCString(),
  });
};
