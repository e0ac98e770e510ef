import { ModelError } from '../../core/errors';

/** @param kind its name, as the end of the sentence “… is of the kind …” */
export function loraKind(file: string, kind: string): ModelError {
  return new ModelError({
    code: 'model-lora-kind',
    message: `"${file}" is of the kind ${kind}, which cannot be merged here.`,
    hint: 'Choose a plain LoRA, or a checkpoint into which this file is merged already.',
    details: { file, kind },
  });
}

/** Error for layers that the base model has not, or not in this size. */
export function loraUnfit(file: string, layer: string, count: number, total: number): ModelError {
  return new ModelError({
    code: 'model-lora-unfit',
    message: `${count} of the ${total} layers of "${file}" fit no weight of the base model; the first is "${layer}".`,
    hint: 'Nothing of it is used. It may be for another model; choose a LoRA for SDXL.',
    details: { file, layer, count, total },
  });
}

/** @param reason the end of the sentence “… cannot be used: its layer "…” … */
export function loraDamaged(file: string, layer: string, reason: string): ModelError {
  return new ModelError({
    code: 'model-lora-damaged',
    message: `"${file}" cannot be used: its layer "${layer}" ${reason}.`,
    hint: 'Download the file again, or choose another LoRA.',
    details: { file, layer, reason },
  });
}

/** Error for a weight that 16 bits cannot hold after the LoRA is added. */
export function loraTooStrong(file: string, tensor: string): ModelError {
  return new ModelError({
    code: 'model-lora-too-strong',
    message: `With "${file}" at this strength, "${tensor}" holds numbers that 16-bit floats cannot.`,
    hint: 'Lower the strength of the LoRA.',
    details: { file, tensor },
  });
}
