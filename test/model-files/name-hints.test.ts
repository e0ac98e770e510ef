import { isFewSteps, predictionHint, stepsOf, variantOf } from '../../src/model-files/name-hints';

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
  ['dreamshaperXLDMD2.safetensors', true],
  ['ponyRealismDMD2.safetensors', true],
  ['realvisxlDMD2_v1.safetensors', true],
  ['realvisxldmd2.safetensors', true],
  ['bigLust_v16DMD.safetensors', true],
  ['xxxHyper8.safetensors', true],
  ['xxxhyper8.safetensors', true],
  ['realisticVisionHyper.safetensors', true],
  ['realvisxlV40HyperV5.safetensors', true],
  ['juggernautXL_juggernautXHyper.safetensors', true],
  ['zavychromaHyperFp16.safetensors', true],
  ['HyperSDXL_CFG.safetensors', true],
  ['hyper_realistic_8steps.safetensors', true],
  ['JuggernautTurbo.safetensors', true],
  ['turbovisionxlSuperFastXLBasedOnNew.safetensors', true],
  ['RealVisLCM.safetensors', true],
  ['albedobaseXLLCM.safetensors', true],
  ['someModelTCD.safetensors', true],
  ['Lightning4.safetensors', true],
  ['modelXLLightning4.safetensors', true],
  ['zavy8Steps.safetensors', true],
  ['epicrealismXL_v8-8step.safetensors', true],
  ['mergedFourDmd2Steps.safetensors', true],
  ['HyperRealism.safetensors', false],
  ['hyperRealistic_v2.safetensors', false],
  ['hyper_realistic_xl.safetensors', false],
  ['HYPERREALISM.safetensors', false],
  ['XLHyperRealism8K.safetensors', false],
  ['hyperDetailedXL.safetensors', false],
  ['Hyper3DRender.safetensors', false],
  ['HyperSpace.safetensors', false],
  ['turbocharged_xl.safetensors', false],
  ['TurboCharged.safetensors', false],
  ['realvisxl_nonLightning.safetensors', false],
  ['model_no-turbo.safetensors', false],
  ['calcmaxLCMx.safetensors', false],
  ['style-e4-step00012000.safetensors', false],
  ['style-e4_steps2000.safetensors', false],
  ['hyperrealistic_xl.safetensors', false],
  ['sd_xl_base_1.0.safetensors', false],
  ['juggernautXL_v9Rundiffusionphoto2.safetensors', false],
  ['calcmax.safetensors', false],
  ['trained_14steps.safetensors', false],
])('%s is distilled: %p', (name, expected) => {
  expect(isFewSteps(name, {})).toBe(expected);
});

test.each([
  ['sdxl_lightning_2step.safetensors', 2],
  ['sdxl_lightning_4step_lora.safetensors', 4],
  ['sdxl_lightning_8step_unet.safetensors', 8],
  ['Juggernaut_RunDiffusionPhoto2_Lightning_4Steps.safetensors', 4],
  ['Hyper-SDXL-8steps-lora.safetensors', 8],
  ['juggernautXL_v9Rdphoto2Lightning.safetensors', null],
  ['RealVisXL_V5.0_Lightning_fp16.safetensors', null],
  ['style-e4-step00012000.safetensors', null],
  ['trained_14steps.safetensors', null],
])('%s says that it needs %p steps', (name, steps) => {
  expect(stepsOf(name)).toBe(steps);
});

test('metadata tell it too, where they name the model', () => {
  expect(isFewSteps('model.safetensors', { 'modelspec.title': 'Some XL Lightning' })).toBe(true);
  expect(isFewSteps('model.safetensors', { 'modelspec.description': 'not lightning' })).toBe(false);
});

test.each([
  ['noobai_vpred', 'v-prediction'],
  ['noobai-v-pred-1.0', 'v-prediction'],
  ['noobai v_pred', 'v-prediction'],
  ['NoobAI-vPred', 'v-prediction'],
  ['noobaiXLvPred', 'v-prediction'],
  ['noobaiXLVPred10', 'v-prediction'],
  ['NOOBAI-VPRED', 'v-prediction'],
  ['noobai-XL-Vpred-1.0', 'v-prediction'],
  ['model-v-prediction', 'v-prediction'],
  ['modelVPrediction', 'v-prediction'],
  ['vpredv2ztsnr', 'v-prediction'],
  ['model-v-parameterization', 'v-prediction'],
  ['cosxl', 'edm'],
  ['cosxl_edit', 'edm'],
  ['CosXL', 'edm'],
  ['juggernautCosXL', 'edm'],
  ['SDXLCosXL', 'edm'],
  ['cos-sdxl-mix', 'edm'],
  ['playground-v2.5-1024px-aesthetic.fp16', 'edm'],
  ['playgroundv25', 'edm'],
  ['my_EDM_model', 'edm'],
  ['animeZTSNR', 'zero-snr'],
  ['zero-terminal-snr', 'zero-snr'],
  ['some_x0_model', 'x0'],
  ['sdxl_lightning_1step', 'x0'],
  ['sd_xl_base_1.0', null],
  ['alienVPredator', null],
  ['v_predator', null],
  ['cosplayXL', null],
  ['cosmosXL', null],
  ['tacosxl', null],
  ['wedmix', null],
  ['sdxl_lightning_8step', null],
  ['sdxl_turbo_1step', null],
  ['playground-v2-1024px-aesthetic', null],
  ['0x0f', null],
  ['juggernautXL_v9Rundiffusionphoto2', null],
])('%s hints at %p', (name, hint) => {
  expect(predictionHint(`${name}.safetensors`, {})).toBe(hint);
  expect(predictionHint('model.safetensors', { 'modelspec.title': name })).toBe(hint);
});
