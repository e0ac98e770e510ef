import type { JsonObject } from '../json';

const PREVIEW = 1;
const TEXT = 3;
const PREVIEW_WITH_METADATA = 4;

export type ImageFormat = 'jpeg' | 'png';

const FORMAT_NUMBERS = { jpeg: 1, png: 2 } as const;

function u32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value);
  return out;
}

export function previewFrame(format: ImageFormat, image: Uint8Array): Buffer {
  return Buffer.concat([u32(PREVIEW), u32(FORMAT_NUMBERS[format]), image]);
}

export function metadataFrame(
  format: ImageFormat,
  image: Uint8Array,
  node: { readonly id: string; readonly prompt: string },
): Buffer {
  const about: JsonObject = {
    node_id: node.id,
    prompt_id: node.prompt,
    display_node_id: node.id,
    parent_node_id: null,
    real_node_id: node.id,
    image_type: `image/${format}`,
  };
  const json = Buffer.from(JSON.stringify(about));
  return Buffer.concat([u32(PREVIEW_WITH_METADATA), u32(json.length), json, image]);
}

function textFrame(node: string, text: string): Buffer {
  const id = Buffer.from(node);
  return Buffer.concat([u32(TEXT), u32(id.length), id, Buffer.from(text)]);
}

/** Frames that no client may choke on: kinds it does not know, and broken ones. */
export function oddFrames(image: Uint8Array): readonly Buffer[] {
  return [
    textFrame('12', 'a text of a node'),
    Buffer.concat([u32(7), u32(1), image]),
    Buffer.of(0, 0, 1),
    Buffer.concat([u32(PREVIEW_WITH_METADATA), u32(0xffff_fff0), Buffer.from('{}')]),
    Buffer.concat([u32(PREVIEW), u32(3), image]),
  ];
}
