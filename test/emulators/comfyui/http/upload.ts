import { isFolderName, pathInFolder } from '../state/folders';
import { empty, json, SERVER_ERROR } from './answer';
import type { ComfyRequest, Handler } from './request';

/** The fields of a form; null: it is none. */
async function formOf({ body, contentType }: ComfyRequest): Promise<FormData | null> {
  try {
    const headers = { 'Content-Type': contentType };
    return await new Response(body as Uint8Array<ArrayBuffer>, { headers }).formData();
  } catch {
    return null;
  }
}

function field(form: FormData, name: string, otherwise: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : otherwise;
}

export const uploadImage: Handler = async ({ folders, rules }, request) => {
  const form = await formOf(request);
  const image = form?.get('image') ?? null;
  if (form === null || image === null || typeof image === 'string' || image.name === '') {
    return rules('R5-no-file') ? empty(400) : SERVER_ERROR;
  }
  const type = field(form, 'type', 'input');
  const subfolder = field(form, 'subfolder', '');
  if (!isFolderName(type)) return SERVER_ERROR;
  if (pathInFolder({ subfolder, name: image.name }) === null && rules('R5-escape')) {
    return empty(400);
  }
  const overwrite = ['true', '1'].includes(field(form, 'overwrite', ''));
  const bytes = new Uint8Array(await image.arrayBuffer());
  const name = folders.store({ type, subfolder, name: image.name }, bytes, overwrite);
  return json({ name, subfolder, type });
};
