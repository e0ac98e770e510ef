import type { PictureTexts } from '../document/metadata';
import { hasTexts } from './exif-block';

/** The fixed id that marks a packet of XMP (ISO 16684-1, §7.3.2). */
const PACKET_ID = 'W5M0MpCehiHzreSzNTczkc9d';

/** The texts as an XMP packet, in the Dublin Core fields that editors show; null: there are none. */
export function xmpPacket(texts: PictureTexts): Uint8Array | null {
  if (!hasTexts(texts)) return null;
  const fields = [
    ...element('dc:description', 'rdf:Alt', ' xml:lang="x-default"', texts.description),
    ...element('dc:creator', 'rdf:Seq', '', texts.author),
    ...element('dc:rights', 'rdf:Alt', ' xml:lang="x-default"', texts.copyright),
  ];
  const packet = [
    `<?xpacket begin="\uFEFF" id="${PACKET_ID}"?>`,
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    ...fields,
    '  </rdf:Description>',
    ' </rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
  return new TextEncoder().encode(packet);
}

function element(
  name: string,
  list: string,
  attributes: string,
  text: string | null,
): readonly string[] {
  if (text === null) return [];
  const item = `<rdf:li${attributes}>${escaped(text)}</rdf:li>`;
  return [`   <${name}><${list}>${item}</${list}></${name}>`];
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  // U+FFFE and U+FFFF are the characters left that XML does not allow.
  return text.replace(/[\uFFFE\uFFFF]/g, '').replace(/[&<>]/g, (sign) => names[sign] ?? sign);
}
