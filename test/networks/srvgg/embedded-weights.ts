import { embeddedModelFiles } from '../../../models/build-embedded.mjs';
import { openSafetensors, type SafetensorsFile } from '../../../src/weights/safetensors';
import { bytesSource } from '../../../src/weights/byte-source';

/** The weights as they ship. */
export async function embeddedWeights(): Promise<SafetensorsFile> {
  const [file] = await embeddedModelFiles();
  if (file === undefined) throw new Error('no embedded model');
  return openSafetensors(bytesSource(file.name, file.bytes));
}
