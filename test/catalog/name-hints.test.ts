import { isFewSteps, variantOf } from '../../src/catalog/name-hints';

test.each([
  ['SUPIR-v0Q.safetensors', 'Q'],
  ['SUPIR-v0F.ckpt', 'F'],
  ['SUPIR-v0Q_fp16.safetensors', 'Q'],
  ['SUPIR-v0F_fp16.safetensors', 'F'],
  ['supir_v0-q-fp16.safetensors', 'Q'],
  ['SUPIR-F.safetensors', 'F'],
  ['my supir F fp16.safetensors', 'F'],
  ['supir-fidelity.safetensors', 'F'],
  ['supir_quality_fp32.safetensors', 'Q'],
  ['supir_fp16.safetensors', null],
  ['supir.f16.safetensors', null],
  ['model.safetensors', null],
])('%s is the variant %p', (name, variant) => {
  expect(variantOf(name)).toBe(variant);
});

test.each([
  ['Juggernaut_RunDiffusionPhoto2_Lightning_4Steps.safetensors', true],
  ['dreamshaperXL_v21TurboDPMSDE.safetensors', true],
  ['sd_xl_turbo_1.0_fp16.safetensors', true],
  ['Hyper-SDXL-8steps.safetensors', true],
  ['realvisxl_hyper.safetensors', true],
  ['sdxl-LCM.safetensors', true],
  ['illustrious_dmd2.safetensors', true],
  ['merged-4step.safetensors', true],
  ['hyperrealistic_xl.safetensors', false],
  ['sd_xl_base_1.0.safetensors', false],
  ['juggernautXL_v9Rundiffusionphoto2.safetensors', false],
  ['calcmax.safetensors', false],
  ['trained_14steps.safetensors', false],
])('%s is distilled: %p', (name, expected) => {
  expect(isFewSteps(name, {})).toBe(expected);
});

test('metadata tell it too, where they name the model', () => {
  expect(isFewSteps('model.safetensors', { 'modelspec.title': 'Some XL Lightning' })).toBe(true);
  expect(isFewSteps('model.safetensors', { 'modelspec.description': 'not lightning' })).toBe(false);
});
